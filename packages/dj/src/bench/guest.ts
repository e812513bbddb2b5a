import { SignedInSchema } from '@mooddj/shared/account'
import { createParser } from '@mooddj/shared/codec'
import { CONSENT_PURPOSE, CONSENT_VERSION } from '@mooddj/shared/account'
import { type Ticket, TicketSchema } from '@mooddj/shared/session'
import { setTimeout as wait } from 'node:timers/promises'
import { PlainError } from '../plain-error.ts'

const signedIn = createParser(SignedInSchema)
const tickets = createParser(TicketSchema)
const ATTEMPTS = 5

/** Starts as a guest; gives the access token. */
export async function startGuest(gateway: URL): Promise<string> {
  const guest = await call(new URL('/v1/auth/guests', gateway), { method: 'POST' })
  return signedIn.parseText(guest).accessToken
}

/** Starts as a guest, agrees to emotion recognition and takes a ticket to the live socket, as the page does. */
export async function takeTicket(gateway: URL): Promise<Ticket> {
  const accessToken = await startGuest(gateway)
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
  const consent = JSON.stringify({ version: CONSENT_VERSION, granted: true })
  await call(new URL(`/v1/consents/${CONSENT_PURPOSE}`, gateway), { method: 'PUT', headers, body: consent })
  const ticket = await call(new URL('/v1/live/tickets', gateway), { method: 'POST', headers, body: '{}' })
  return tickets.parseText(ticket)
}

/** Makes a call; waits as long as it is told to and asks again where there were too many. Throws {@link PlainError}. */
export async function call(url: URL, init: RequestInit): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const response = await answerOf(url, init)
    const text = await response.text()
    if (response.ok) return text
    const retryAfterS = Number(response.headers.get('retry-after'))
    if (!(retryAfterS > 0) || attempt === ATTEMPTS) {
      throw new PlainError(`${init.method} ${url.pathname} was answered ${response.status}: ${text}`)
    }
    await wait(retryAfterS * 1000)
  }
}

async function answerOf(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new PlainError(
      `Nothing answers at ${url.origin}: run ./dj up first, or name the gateway with --gateway.`,
      { cause },
    )
  }
}
