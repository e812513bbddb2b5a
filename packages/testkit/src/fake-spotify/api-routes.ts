import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Asked } from './asked.ts'
import { createCalls } from './calls.ts'
import type { Contract } from './contract.ts'
import { apiRefusal } from './refusal.ts'
import { digestOf, type FakeGrant, type FakeState } from './state.ts'

/** The Web API: each request is held against the contract before anything is done, and each answer after. */
export function apiRoutes(
  app: FastifyInstance,
  { state, contract, flaws }: { state: FakeState; contract: Contract; flaws: string[] },
): void {
  app.all('/v1/*', async (request, reply) => {
    const [path = '', search = ''] = request.url.split('?')
    const query = new URLSearchParams(search)
    const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    const { body } = request
    const judgement = contract.judge({ method: request.method, path, query, contentType, body })
    if (judgement.kind === 'unknown') throw apiRefusal(404, 'Service not found')
    const { listener, scopes } = authorised(state, request)
    // Of removed calls Spotify says no more than this, whatever token comes with them.
    if (judgement.kind === 'removed') throw apiRefusal(403, 'Forbidden')
    const [fault] = judgement.faults
    if (fault !== undefined) throw apiRefusal(400, `Invalid request: ${fault}`)
    const call = createCalls(state).get(judgement.operation)
    if (call === undefined) throw apiRefusal(501, `The made-up Spotify does not play ${judgement.operation}`)
    const origin = `${request.protocol}://${request.host}`
    const asked: Asked = { listener, scopes, path, query, body, contentType, origin }
    const answer = call(asked)
    for (const flaw of contract.faultsOfAnswer(judgement.operation, answer.status, answer.body))
      flaws.push(`${judgement.operation}: ${flaw}`)
    return reply.code(answer.status).send(answer.body ?? '')
  })
}

function authorised(state: FakeState, request: FastifyRequest): FakeGrant {
  const header = request.headers.authorization
  if (header === undefined) throw apiRefusal(401, 'No token provided')
  const token = /^Bearer (\S+)$/.exec(header)?.[1]
  if (token === undefined) throw apiRefusal(400, 'Only valid bearer authentication supported')
  const found = state.accessTokens.get(digestOf(token))
  if (found === undefined || found.grant.isRevoked) throw apiRefusal(401, 'Invalid access token')
  if (found.expiresAt <= state.now()) throw apiRefusal(401, 'The access token expired')
  if (!found.grant.listener.isRegistered)
    throw apiRefusal(403, 'The user is not registered for this application')
  return found.grant
}
