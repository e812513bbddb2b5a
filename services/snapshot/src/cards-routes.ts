import type { App } from '@mooddj/platform/app'
import { contentOf, linkOf } from '@mooddj/card/card-content'
import { PHOTO_FRAMES } from '@mooddj/card/photo-area'
import { ask } from '@mooddj/platform/ask'
import type { Authentication } from '@mooddj/platform/authentication'
import { PhotoMissing, readUpload } from '@mooddj/platform/photo-upload'
import { retryLater } from '@mooddj/platform/problem'
import { type Card, CardSchema } from '@mooddj/shared/card'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import type { FastifyRequest } from 'fastify'
import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { v7 as uuidV7, validate as isUuid } from 'uuid'
import type { DrawCard } from './artist.ts'
import { readWishes } from './card-wishes.ts'
import type { Config } from './config.ts'
import { ArtistsBusy, CardNotFound, PlaylistIdMissing, PlaylistNotFound, ShareRevoked } from './problems.ts'
import type { CardRow, Store } from './store.ts'

const PAGE = { default: 20, max: 100 } as const
const TOKEN_BYTES = 16
/** Uploads are held in memory while they arrive and while they wait for the artist. */
const MOST_UPLOADS = 24

/** `POST`, `GET` and `DELETE` of a listener's own cards. */
export async function cardsRoutes(
  app: App,
  { store, draw, auth, config, wake }: CardsOptions,
): Promise<void> {
  app.addHook('onRequest', auth.onRequest)
  const answer = (card: CardRow): Card => ({
    id: card.id,
    playlistId: card.playlistId,
    design: card.design,
    imageUrl: imageUrlOf(config, card.imageToken),
    createdAt: card.createdAt.toISOString(),
    expiresAt: card.expiresAt.toISOString(),
  })

  const makeCard = async (request: FastifyRequest, requestKey: string | null): Promise<CardRow> => {
    const { accountId } = auth.accountOf(request)
    const { photo, fields } = await readUpload(request)
    const { design, language, face, timeZone } = readWishes(fields)
    // Minimal shows no photo, so that a card can be had without one.
    if (photo === undefined && PHOTO_FRAMES[design] !== null) throw PhotoMissing()
    const playlistId = fields['playlistId']
    if (!playlistId) throw PlaylistIdMissing()
    // It becomes part of a path below, where `.` would name something else.
    if (!isUuid(playlistId)) throw PlaylistNotFound()
    const earlier =
      requestKey === null ? undefined : await store.findByRequest(accountId, requestKey, new Date())
    if (earlier !== undefined) return earlier

    const playlist = await ask(
      new URL(`/v1/playlists/${encodeURIComponent(playlistId)}`, config.PLAYLIST_URL),
      {
        schema: PlaylistSchema,
        authorization: request.headers.authorization,
        what: 'Your playlist',
      },
    )
    const link = linkOf(playlist)
    if (link === null) throw ShareRevoked()
    const now = new Date()
    const imageToken = randomBytes(TOKEN_BYTES).toString('base64url')
    const content = contentOf(playlist, { design, language, link, drawnAt: now.toISOString(), timeZone })
    const jpeg = await draw({ content, photo, face })
    const card = await store.insertCard(
      {
        id: uuidV7(),
        accountId,
        playlistId: playlist.id,
        design,
        imageToken,
        jpeg,
        requestKey,
        showsSpotify: playlist.tracks.some(({ source }) => source === 'spotify'),
        createdAt: now,
        expiresAt: new Date(now.getTime() + config.CARD_LIFETIME_HOURS * 3_600_000),
      },
      imageUrlOf(config, imageToken),
    )
    wake()
    return card
  }
  let uploads = 0
  app.post('/', { schema: { headers: KeySchema, response: { 201: CardSchema } } }, async (request, reply) => {
    if (uploads >= MOST_UPLOADS) throw retryLater(ArtistsBusy(), 2)
    uploads += 1
    try {
      const card = await makeCard(request, request.headers['idempotency-key'] ?? null)
      return await reply.code(201).send(answer(card))
    } finally {
      uploads -= 1
    }
  })

  app.get('/', { schema: { querystring: PageSchema } }, async (request) => {
    const { cursor, limit = PAGE.default } = request.query
    const rows = await store.listCards(auth.accountOf(request).accountId, {
      now: new Date(),
      before: cursor,
      limit: limit + 1,
    })
    const page = rows.slice(0, limit)
    return { cards: page.map(answer), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
  })

  app.delete('/:id', { schema: { params: IdSchema } }, async (request, reply) => {
    const { id } = request.params
    const deleted = isUuid(id) && (await store.deleteCard(id, auth.accountOf(request).accountId))
    if (!deleted) throw CardNotFound()
    return reply.code(204).send()
  })
}

/** What {@link cardsRoutes} need. */
export interface CardsOptions {
  store: Store
  draw: DrawCard
  auth: Authentication
  config: Config
  /** Called when something new waits in the outbox. */
  wake: () => void
}

const KeySchema = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
})
const IdSchema = Type.Object({ id: Type.String() })
const PageSchema = Type.Object({
  cursor: Type.Optional(Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE.max })),
})

function imageUrlOf(config: Config, imageToken: string): string {
  return new URL(`/v1/cards/images/${imageToken}`, config.PUBLIC_URL).href
}
