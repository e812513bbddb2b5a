import type { App } from '@mooddj/platform/app'
import sharp from 'sharp'
import { Type } from 'typebox'
import { CardNotFound } from './problems.ts'
import type { Store } from './store.ts'

/** What no token looks like is not even looked up: a URL may hold a NUL, which PostgreSQL refuses. */
const isToken = (text: string) => /^[\w-]{22}$/.test(text)
const ParamsSchema = Type.Object({ token: Type.String() })

/** The pictures themselves, for whoever holds their token. JPEG, or PNG where that alone is accepted. */
export async function imagesRoutes(app: App, { store }: { store: Store }): Promise<void> {
  app.get('/:token', { schema: { params: ParamsSchema } }, async (request, reply) => {
    const { token } = request.params
    const jpeg = isToken(token) ? await store.findPicture(token, new Date()) : undefined
    if (jpeg === undefined) throw CardNotFound()
    void reply.headers({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      vary: 'accept',
      'cross-origin-resource-policy': 'same-site',
    })
    if (!wantsPng(request.headers.accept)) return reply.type('image/jpeg').send(jpeg)
    // canvas's own PNG encoder takes a second; sharp at level 1 takes a fraction of that, off this thread.
    return reply.type('image/png').send(await sharp(jpeg).png({ compressionLevel: 1 }).toBuffer())
  })
}

/** A browser accepts anything for a picture and gets the small JPEG; PNG must be asked for by name, and JPEG not. */
function wantsPng(accept = ''): boolean {
  return accept.includes('image/png') && !accept.includes('image/jpeg') && !accept.includes('*/*')
}
