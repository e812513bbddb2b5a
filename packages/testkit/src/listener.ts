import { SignedInSchema } from '@mooddj/shared/account'
import { createParser } from '@mooddj/shared/codec'
import { TicketSchema } from '@mooddj/shared/session'
import { type LiveSocket, openLiveSocket } from './live-socket.ts'

const signedIn = createParser(SignedInSchema)
const tickets = createParser(TicketSchema)

/** An answer of the API, read. */
export interface Answer {
  status: number
  headers: Headers
  text: string
}

/** Somebody with an account, speaking to the house from outside as a page would. */
export interface Listener {
  accountId: string
  token: string
  /** Calls the API with the listener's bearer token; objects become JSON, forms stay forms. */
  call(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>
  /** Agrees to emotion recognition. */
  consent(): Promise<void>
  /** Takes a ticket and opens the live socket with it; `sessionId` resumes. */
  openLive(sessionId?: string): Promise<LiveSocket & { sessionId: string }>
  /** The same listener, speaking to another gateway of the house. */
  at(gateway: string): Listener
}

/** Starts as a guest at the gateway (`http://host:port`). */
export async function createListener(gateway: string): Promise<Listener> {
  const begun = await fetch(new URL('/v1/auth/guests', gateway), { method: 'POST' })
  if (begun.status !== 201) throw new Error(`a guest could not start: ${begun.status} ${await begun.text()}`)
  const { user, accessToken } = signedIn.parse(await begun.json())
  return listenerAt(gateway, user.id, accessToken)
}

function listenerAt(gateway: string, accountId: string, accessToken: string): Listener {
  const call: Listener['call'] = async (method, path, body, headers = {}) => {
    const isForm = body instanceof FormData
    const response = await fetch(new URL(path, gateway), {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return {
    accountId,
    token: accessToken,
    call,
    async consent() {
      const { status, text } = await call('PUT', '/v1/consents/emotion-recognition', {
        version: '1',
        granted: true,
      })
      if (status !== 200) throw new Error(`consent was not taken: ${status} ${text}`)
    },
    async openLive(sessionId) {
      const { status, text } = await call(
        'POST',
        '/v1/live/tickets',
        sessionId === undefined ? {} : { sessionId },
      )
      if (status !== 201) throw new Error(`no ticket: ${status} ${text}`)
      const ticket = tickets.parseText(text)
      const socket = await openLiveSocket(gateway, ticket.ticket)
      return Object.assign(socket, { sessionId: ticket.sessionId })
    },
    at: (other) => listenerAt(other, accountId, accessToken),
  }
}
