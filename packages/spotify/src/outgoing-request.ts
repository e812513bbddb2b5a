/** One request to Spotify before it is sent: which of its two hosts, and everything but that host's address. */
export interface OutgoingRequest {
  host: 'accounts' | 'api'
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Begins with `/`; of the API without its `/v1`. */
  path: string
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  body?: string
}
