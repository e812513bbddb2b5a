import type { App } from '@mooddj/platform/app'
import type { Check } from '@mooddj/platform/ops'
import type { Frame } from '@mooddj/shared/frame'
import type { FrameFailure, MoodDetected } from '@mooddj/shared/mood'
import type { Registry } from 'prom-client'
import { createDeskPace, type Pace } from './desk-pace.ts'
import type { FollowedReading } from './followed-reading.ts'
import { type WaitingFrame, createFrameLine } from './frame-line.ts'
import { createInferenceMetrics } from './inference-metrics.ts'
import type { Answer, WorkerSetup } from './mood-worker.ts'
import { createSessionMemory } from './session-memory.ts'
import { openThreadCrew } from './thread-crew.ts'

/** Where pictures wait for a thread and readings come back. */
export interface ReadingDesk {
  /** What becomes of a frame. Of one session only the newest waits, and one at a time is read. */
  readFrame(sessionId: string, frame: Frame, follow?: FollowedReading): Promise<MoodDetected>
  /** What becomes of an uploaded picture. */
  readPhoto(bytes: Uint8Array<ArrayBuffer>): Promise<Answer>
  /** Frames that wait for a thread. */
  waiting(): number
  /** How it is doing. */
  pace(): Pace
  /** Rejects while no thread is there. */
  check: Check
}

/** A moment's work for every session that one process can serve. */
const LINE = { capacity: 256, maxAgeMs: 2_000 }
const MEMORY = { capacity: 2_000, maxAgeMs: 30_000 }

interface WaitingPhoto {
  bytes: Uint8Array<ArrayBuffer>
  settle: (answer: Answer) => void
}

/** Opens the threads; resolves when every network is warm. */
export async function openReadingDesk(
  app: App,
  { threads, setup, metrics }: { threads: number; setup: WorkerSetup; metrics: Registry },
): Promise<ReadingDesk> {
  const line = createFrameLine(LINE)
  const memory = createSessionMemory(MEMORY)
  const pace = createDeskPace(threads)
  const inWork = new Set<string>()
  const photos: WaitingPhoto[] = []
  const figures = createInferenceMetrics(metrics, {
    framesWaiting: () => line.length,
    framesInWork: () => inWork.size,
    pace: () => pace.pace(performance.now()),
    sessionsRemembered: () => memory.size,
  })
  const crew = await openThreadCrew(app, {
    size: threads,
    setup,
    onFree: () => assign(),
    onBatch: figures.batchRan,
  })
  let photosInWork = 0
  let photoWasLast = false

  const fail = ({ frame: { number, capturedAt }, settle }: WaitingFrame, failure: FrameFailure) => {
    figures.frameFailed(failure)
    settle({ outcome: 'failure', number, capturedAt, failure })
  }

  const workOnFrame = async (waiting: WaitingFrame) => {
    const { sessionId, frame, follow } = waiting
    inWork.add(sessionId)
    const now = performance.now()
    follow?.begun(now)
    // The bytes move to the thread, and the message's own are a view of the connection's buffer.
    const bytes = new Uint8Array(frame.jpeg)
    const answer = await crew.read({ kind: 'frame', bytes, tracks: memory.recall(sessionId, now), now })
    inWork.delete(sessionId)
    if (answer.outcome === 'read') {
      const { faces, quality, tracks } = answer.sight
      const done = performance.now()
      memory.remember(sessionId, tracks, done)
      pace.read(sessionId, done - now, done)
      follow?.read(answer.sight.stages)
      figures.frameRead(answer.sight, Date.now() - frame.capturedAt)
      const { number, capturedAt } = frame
      waiting.settle({ outcome: 'reading', reading: { number, capturedAt, faces, quality } })
    } else if (answer.outcome === 'refused') {
      fail(waiting, answer.fault === 'too-large' ? 'FRAME_TOO_LARGE' : 'FRAME_UNREADABLE')
    } else {
      app.log.error({ reason: answer.reason }, 'a frame could not be read by a fault of ours')
      fail(waiting, 'FRAME_DROPPED')
    }
    assign()
  }

  const workOnPhoto = async ({ bytes, settle: tell }: WaitingPhoto) => {
    photosInWork += 1
    const answer = await crew.read({ kind: 'photo', bytes })
    photosInWork -= 1
    if (answer.outcome === 'read') figures.photoRead(answer.sight)
    tell(answer)
    assign()
  }

  /** Half of the threads at most read photos, and a single one takes turns, because a photo takes as long as many frames. */
  const photoIsNext = () => {
    if (photos.length === 0 || photosInWork >= Math.ceil(crew.size / 2)) return false
    return !(photoWasLast && line.length > 0)
  }

  const assign = (): void => {
    while (crew.free > 0) {
      const photo = photoIsNext() ? photos.shift() : undefined
      photoWasLast = photo !== undefined
      if (photo) {
        void workOnPhoto(photo)
        continue
      }
      const { next, stale } = line.take(performance.now(), (sessionId) => !inWork.has(sessionId))
      for (const waiting of stale) fail(waiting, 'FRAME_DROPPED')
      if (!next) return
      void workOnFrame(next)
    }
  }

  return {
    readFrame(sessionId, frame, follow) {
      const { promise, resolve } = Promise.withResolvers<MoodDetected>()
      const dropped = line.add({ sessionId, frame, follow, arrivedAt: performance.now(), settle: resolve })
      if (dropped) fail(dropped, 'FRAME_DROPPED')
      assign()
      return promise
    },
    readPhoto(bytes) {
      const { promise, resolve } = Promise.withResolvers<Answer>()
      photos.push({ bytes, settle: resolve })
      assign()
      return promise
    },
    waiting: () => line.length,
    pace: () => pace.pace(performance.now()),
    check: async () => {
      if (crew.present === 0) throw new Error('no thread is there to read pictures')
    },
  }
}
