/** What the fake answers when it does not do as it was asked, in the two shapes that Spotify uses. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly body: object
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: object, headers: Record<string, string> = {}) {
    super(JSON.stringify(body))
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** A refusal of the Web API; some carry a reason. */
export function apiRefusal(status: number, message: string, reason?: string): Refusal {
  return new Refusal(status, { error: { status, message, ...(reason !== undefined && { reason }) } })
}

/** A refusal of the Accounts service (RFC 6749, 5.2). */
export function grantRefusal(error: string, description: string, status = 400): Refusal {
  return new Refusal(status, { error, error_description: description })
}
