import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import type { SharedPlaylist } from '@mooddj/shared/playlist'
import { Type } from 'typebox'
import { sharedView } from '../playlist-view.ts'
import { ShareNotFound } from '../problems.ts'
import type { PlaylistStore } from '../store/playlists.ts'

const TokenParamsSchema = Type.Object({ token: Type.String() })
const isToken = (text: string) => /^[\w-]{22,64}$/.test(text)

/** `/v1/shares/:token`: the playlist behind a share link, for anyone; its owner may revoke the link. */
export async function shareRoutes(
  app: App,
  { authentication, playlists }: { authentication: Authentication; playlists: PlaylistStore },
): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
  })

  app.get('/:token', { schema: { params: TokenParamsSchema } }, async (request): Promise<SharedPlaylist> => {
    const { token } = request.params
    const row = isToken(token) ? await playlists.findShared(token) : undefined
    if (row === undefined) throw ShareNotFound()
    return sharedView(row)
  })

  const schema = { params: TokenParamsSchema }
  app.delete('/:token', { schema, onRequest: authentication.onRequest }, async (request, reply) => {
    const { accountId } = authentication.accountOf(request)
    const { token } = request.params
    if (!isToken(token) || !(await playlists.revoke(accountId, token))) throw ShareNotFound()
    return reply.code(204).send()
  })
}
