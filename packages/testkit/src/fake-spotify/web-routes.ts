import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findFakeTrack } from './catalogue.ts'
import { Refusal } from './refusal.ts'
import type { FakePlaylist, FakeState } from './state.ts'
import { escapeHtml, webPage } from './web-page.ts'

/** Pages for a person: what listeners have made, one playlist, its cover. */
export function webRoutes(app: FastifyInstance, state: FakeState, rules: string): void {
  app.get('/', async (_request, reply) => {
    const rows = [...state.playlists.values()]
      .filter(({ isRemoved }) => !isRemoved)
      .map(
        ({ id, name, owner }) =>
          `<li><a href="/playlist/${id}">${escapeHtml(name)}</a>, ${escapeHtml(owner)}</li>`,
      )
    const list = rows.length === 0 ? '<p>Nobody has made one yet.</p>' : `<ul>${rows.join('')}</ul>`
    const page = webPage(
      'Made-up Spotify',
      `<h1>Playlists</h1>${list}<p>Requests are held against ${escapeHtml(rules)}.</p>`,
    )
    return reply.type('text/html; charset=utf-8').send(page)
  })

  app.get('/playlist/:id', async (request, reply) => {
    const { id, name, owner, description, cover, uris } = playlistOf(state, request)
    const tracks = uris
      .flatMap((uri) => findFakeTrack(uri.replace('spotify:track:', '')) ?? [])
      .map(({ title, artist }) => `<li>${escapeHtml(title)}, ${escapeHtml(artist.name)}</li>`)
    const picture = cover === undefined ? '' : `<img src="/playlist/${id}/cover" alt="Its cover">`
    const page = webPage(
      name,
      `<h1>${escapeHtml(name)}</h1>${picture}<p>${escapeHtml(description)}</p><p>Made for ${escapeHtml(owner)}.</p>
<ol>${tracks.join('')}</ol>`,
    )
    return reply.type('text/html; charset=utf-8').send(page)
  })

  app.get('/playlist/:id/cover', async (request, reply) => {
    const { cover } = playlistOf(state, request)
    if (cover === undefined) throw new Refusal(404, { error: 'it has no cover' })
    return reply.type('image/jpeg').send(cover)
  })
}

function playlistOf(state: FakeState, request: FastifyRequest): FakePlaylist {
  const found = state.playlists.get(request.url.split('/')[2] ?? '')
  if (found === undefined || found.isRemoved) throw new Refusal(404, { error: 'there is no such playlist' })
  return found
}
