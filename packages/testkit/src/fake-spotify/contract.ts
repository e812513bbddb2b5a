/** One request as a contract sees it. */
export interface AskedRequest {
  method: string
  /** With `/v1`, without a query. */
  path: string
  query: URLSearchParams
  contentType: string
  /** A parsed JSON body, the text of another, nothing. */
  body: unknown
}

/** What a contract says of a request. */
export type Judgement =
  | { kind: 'unknown' }
  /** It was there once. */
  | { kind: 'removed' }
  /** `faults`: all that is wrong with it, in words; none when it may pass. */
  | { kind: 'call'; operation: string; faults: readonly string[] }

/** What Spotify's Web API takes and gives; operations are named as its OpenAPI document names them. */
export interface Contract {
  /** Where its rules come from, for a person. */
  readonly source: string
  judge(request: AskedRequest): Judgement
  /** What is wrong with an answer of the fake's own. */
  faultsOfAnswer(operation: string, status: number, body: unknown): readonly string[]
}
