/** What may go wrong with a call to Spotify, as far as the caller would do something else about it. */
export type SpotifyProblemKind =
  /** Too many calls in the last thirty seconds: again after `retryAfterS`. */
  | 'rate-limited'
  /** The day's calls of this app are used up: nothing for `retryAfterS`, and no trying in between. */
  | 'quota-exceeded'
  /** `invalid_grant`: code or refresh token are used, expired or taken back. The listener has to link anew. */
  | 'grant-invalid'
  /** The access token is not good, or no longer. */
  | 'unauthorised'
  /** A scope is missing, the call is removed, or the app may not. */
  | 'forbidden'
  | 'not-found'
  /** Any other 4xx: what was asked is wrong, or the app's own credentials are. */
  | 'refused'
  /** 5xx, or no connection. */
  | 'unavailable'
  | 'timeout'
  /** The answer is not what Spotify describes, or too large. */
  | 'malformed'
  /** Not sent: the budget of calls is spent. */
  | 'budget-spent'

const WORDS: Readonly<Record<SpotifyProblemKind, string>> = {
  'rate-limited': 'Spotify asks for fewer calls',
  'quota-exceeded': 'the calls that Spotify allows in a day are used up',
  'grant-invalid': 'Spotify no longer takes this authorisation',
  unauthorised: 'Spotify does not know this access token',
  forbidden: 'Spotify does not allow this call',
  'not-found': 'Spotify does not have what was asked for',
  refused: 'Spotify refuses this call as it is',
  unavailable: 'Spotify does not answer',
  timeout: 'Spotify takes too long to answer',
  malformed: 'Spotify answers in a way that it does not describe',
  'budget-spent': 'no call to Spotify is left in this budget',
}

/** A call to Spotify failed. Neither message nor cause holds a token or what was sent. */
export class SpotifyProblem extends Error {
  override name = 'SpotifyProblem'
  readonly kind: SpotifyProblemKind
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** With `rate-limited` and `quota-exceeded`: when to come back, seconds. */
  readonly retryAfterS: number | undefined

  constructor(
    kind: SpotifyProblemKind,
    { status, retryAfterS, cause }: { status?: number; retryAfterS?: number; cause?: unknown } = {},
  ) {
    super(
      status === undefined ? WORDS[kind] : `${WORDS[kind]} (${status})`,
      cause === undefined ? {} : { cause },
    )
    this.kind = kind
    this.status = status
    this.retryAfterS = retryAfterS
  }
}
