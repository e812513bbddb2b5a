import type { App } from '@mooddj/platform/app'
import type { Authentication } from '@mooddj/platform/authentication'
import {
  PhotoTooManyPixels,
  PhotoUnreadable,
  openPhotoUploads,
  readPhotoUpload,
} from '@mooddj/platform/photo-upload'
import { retryLater } from '@mooddj/platform/problem'
import { type MoodReading, MoodReadingSchema } from '@mooddj/shared/mood'
import type { Answer } from './mood-worker.ts'
import { ReadersBusy } from './problems.ts'
import type { ReadingDesk } from './reading-desk.ts'

/** Uploads are held in memory while they arrive and wait. */
const MOST_UPLOADS = 16

/** `POST /v1/readings`: the mood of an uploaded picture, for people without a camera. */
export async function readingRoutes(
  app: App,
  { desk, authentication }: { desk: ReadingDesk; authentication: Authentication },
): Promise<void> {
  await openPhotoUploads(app)
  let uploads = 0

  app.post(
    '/v1/readings',
    { onRequest: authentication.onRequest, schema: { response: { 200: MoodReadingSchema } } },
    async (request, reply) => {
      if (uploads >= MOST_UPLOADS) throw retryLater(ReadersBusy(), 2)
      uploads += 1
      try {
        const { photo } = await readPhotoUpload(request)
        // The bytes move to a thread, so they must lie in memory of their own.
        const reading = toReading(await desk.readPhoto(new Uint8Array(photo)), Date.now())
        return await reply.header('cache-control', 'no-store').send(reading)
      } finally {
        uploads -= 1
      }
    },
  )
}

function toReading(answer: Answer, capturedAt: number): MoodReading {
  if (answer.outcome === 'read') {
    const { faces, quality } = answer.sight
    return { number: 0, capturedAt, faces, quality }
  }
  if (answer.outcome === 'failed') throw new Error(answer.reason)
  switch (answer.fault) {
    case 'too-large':
      throw PhotoTooManyPixels()
    case 'unreadable':
      throw PhotoUnreadable()
  }
}
