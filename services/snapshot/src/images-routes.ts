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

/**
 * Whether `Accept` (RFC 9110, 12.5.1) asks for PNG: by name, before JPEG, and not as one of many. Browsers name PNG among all that they can
 * show, and get the small JPEG.
 */
function wantsPng(accept = ''): boolean {
  const weights = new Map<string, number>()
  for (const part of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    weights.set(type, weight === undefined ? 1 : Number(weight) || 0)
  }
  const isBrowser = [...weights.keys()].some((type) => /^image\/(avif|webp|svg\+xml)$/.test(type))
  const jpeg = weights.get('image/jpeg') ?? weights.get('image/*') ?? weights.get('*/*') ?? 0
  const png = weights.get('image/png') ?? 0
  return !isBrowser && png > 0 && (png > jpeg || !weights.has('image/jpeg'))
}
