import type { App } from '@mooddj/platform/app'
import { Transform } from 'node:stream'
import { BodyTooLarge } from './problems.ts'

/**
 * Refuses bodies of more than `bytes`: at once where the length is announced, else as soon as that much has come. What comes is passed on as it
 * comes; nothing is gathered here.
 * @param words the limit as the caller reads it
 */
export function limitBodies(app: App, { bytes, words }: { bytes: number; words: string }): void {
  app.addHook('onRequest', async ({ headers }) => {
    if (Number(headers['content-length'] ?? 0) > bytes) throw BodyTooLarge(words)
  })
  app.addHook('preParsing', async (_request, _reply, payload) => {
    let seen = 0
    const counter = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        seen += chunk.byteLength
        if (seen > bytes) done(BodyTooLarge(words))
        else done(null, chunk)
      },
    })
    payload.once('error', (error: Error) => counter.destroy(error))
    // What nobody wants any more is still read: a caller who is in the middle of sending hears the answer only afterwards.
    counter.once('close', () => {
      payload.unpipe(counter)
      payload.resume()
    })
    return payload.pipe(counter)
  })
}
