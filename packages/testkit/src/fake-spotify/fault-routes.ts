import { createParser, UndecodableError } from '@mooddj/shared/codec'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Faults } from './faults.ts'
import { Refusal } from './refusal.ts'

export const FAULTS_PATH = '/faults'

const wholes = Type.Integer({ minimum: 0 })
const plan = createParser(
  Type.Array(
    Type.Object({
      fault: Type.Union([
        Type.Object({
          kind: Type.Enum(['rate-limit', 'quota'] as const),
          retryAfterS: Type.Integer({ minimum: 1 }),
        }),
        Type.Object({ kind: Type.Literal('slow'), ms: wholes }),
        Type.Object({
          kind: Type.Enum([
            'unauthorised',
            'forbidden',
            'invalid-grant',
            'server-error',
            'drop',
            'drop-after',
            'nonsense',
          ] as const),
        }),
      ]),
      /** Which paths meet it, as a regular expression; all of them where it is left out. */
      path: Type.Optional(Type.String()),
      times: Type.Optional(wholes),
    }),
    { maxItems: 20 },
  ),
)

/** `PUT /faults`: what is to go wrong from now on, in the place of what was to before; for whoever tries out the made-up Spotify as a process. */
export function faultRoutes(app: FastifyInstance, faults: Faults): void {
  app.put(FAULTS_PATH, async (request, reply) => {
    const planned = readPlan(request.body)
    faults.clear()
    for (const { fault, path, times } of planned)
      faults.add(fault, {
        ...(path !== undefined && { path: new RegExp(path) }),
        ...(times !== undefined && { times }),
      })
    return reply.code(204).send()
  })
}

function readPlan(body: unknown) {
  try {
    return plan.parse(body)
  } catch (error) {
    if (error instanceof UndecodableError) throw new Refusal(400, { error: error.message })
    throw error
  }
}
