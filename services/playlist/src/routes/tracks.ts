import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import { JudgementRequestSchema } from '@mooddj/shared/playlist'
import { IdempotencyHeadersSchema, keyedRequest } from '../keyed-request.ts'
import { PlaylistNotFound } from '../problems.ts'
import type { ResponseStore } from '../store/responses.ts'
import { IdParamsSchema, isId } from './ids.ts'

/** `/v1/tracks/:id/judgements`: what a listener did with a track of one of their playlists. */
export async function trackRoutes(
  app: App,
  { authentication, responses }: { authentication: Authentication; responses: ResponseStore },
): Promise<void> {
  const schema = { params: IdParamsSchema, body: JudgementRequestSchema, headers: IdempotencyHeadersSchema }
  app.post('/:id/judgements', { schema, onRequest: authentication.onRequest }, async (request, reply) => {
    const { accountId } = authentication.accountOf(request)
    const trackId = request.params.id
    const { playlistId, verdict, positionMs } = request.body
    if (!isId(playlistId)) throw PlaylistNotFound()
    const { body, headers } = request
    const keyed = keyedRequest(headers['idempotency-key'], { subject: `judgements of ${trackId}`, body })
    await responses.judge(
      accountId,
      { trackId, playlistId, verdict, positionMs, judgedAt: new Date() },
      keyed,
    )
    return reply.code(202).send()
  })
}
