import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import { FeelingRequestSchema, type PlaylistPage, PlaylistRequestSchema } from '@mooddj/shared/playlist'
import { Type } from 'typebox'
import { IdempotencyHeadersSchema, keyedRequest } from '../keyed-request.ts'
import { makePlaylist, type Workshop } from '../make-playlist.ts'
import { playlistView } from '../playlist-view.ts'
import { PlaylistNotFound } from '../problems.ts'
import { IdParamsSchema, isId } from './ids.ts'

const PAGE = { most: 50, default: 20 }
const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
const PageQuerySchema = Type.Object({
  cursor: Type.Optional(Type.String({ pattern: UUID })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE.most })),
})

/** `/v1/playlists`: a listener's own playlists. */
export async function playlistRoutes(
  app: App,
  { authentication, workshop }: { authentication: Authentication; workshop: Workshop },
): Promise<void> {
  const { playlists, responses, publicUrl } = workshop
  const { accountOf } = authentication
  app.addHook('onRequest', authentication.onRequest)
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('cache-control', 'no-store')
  })

  app.post(
    '/',
    { schema: { body: PlaylistRequestSchema, headers: IdempotencyHeadersSchema } },
    async (request, reply) => {
      const { accountId } = accountOf(request)
      const { body, headers } = request
      const keyed = keyedRequest(headers['idempotency-key'], { subject: 'playlists', body })
      const { authorization } = headers
      const row = await makePlaylist(workshop, {
        accountId,
        authorization,
        body,
        request: keyed,
        log: request.log,
      })
      return reply.code(201).header('location', `/v1/playlists/${row.id}`).send(playlistView(row, publicUrl))
    },
  )

  app.get('/', { schema: { querystring: PageQuerySchema } }, async (request): Promise<PlaylistPage> => {
    const { cursor: before, limit = PAGE.default } = request.query
    // One more than asked says whether there is another page.
    const { accountId } = accountOf(request)
    const rows = await playlists.list(accountId, { before, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const feelings = await responses.feelingsOf(
      accountId,
      page.map(({ id }) => id),
    )
    const nextCursor = rows.length > limit ? (page.at(-1)?.id ?? null) : null
    return { playlists: page.map((row) => playlistView(row, publicUrl, feelings.get(row.id))), nextCursor }
  })

  app.get('/:id', { schema: { params: IdParamsSchema } }, async (request) => {
    const { id } = request.params
    const { accountId } = accountOf(request)
    const row = isId(id) ? await playlists.find(accountId, id) : undefined
    if (row === undefined) throw PlaylistNotFound()
    const feelings = await responses.feelingsOf(accountId, [id])
    return playlistView(row, publicUrl, feelings.get(id))
  })

  app.delete('/:id', { schema: { params: IdParamsSchema } }, async (request, reply) => {
    const { id } = request.params
    if (!isId(id) || !(await playlists.remove(accountOf(request).accountId, id))) throw PlaylistNotFound()
    return reply.code(204).send()
  })

  app.post(
    '/:id/feelings',
    { schema: { params: IdParamsSchema, body: FeelingRequestSchema } },
    async (request, reply) => {
      const { id: playlistId } = request.params
      if (!isId(playlistId)) throw PlaylistNotFound()
      const { when, valence, arousal } = request.body
      const feeling = { playlistId, when, valence, arousal, feltAt: new Date() }
      await responses.feel(accountOf(request).accountId, feeling)
      return reply.code(202).send()
    },
  )
}
