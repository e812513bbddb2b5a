import type { EmotionPoints } from '@mooddj/shared/affect'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PictureError, type PictureFault, confineDecoder } from './decode-picture.ts'
import type { ModelChoice } from './manifest.ts'
import type { Provider } from './provider.ts'
import { type MoodReader, type Sight, openMoodReader } from './read-moods.ts'
import { LineClosed, createRemoteModel } from './remote-model.ts'
import type { Tracks } from './tracks.ts'

/** What a worker is started with. */
export interface WorkerSetup {
  root: string
  models: ModelChoice
  /** What the emotion network runs on; `cpu` unless told otherwise. The detectors always run on the processor. */
  provider?: Provider
  /** Where each emotion lies in the plane. */
  points?: EmotionPoints
}

/** With `line`, the emotion network is run by the thread at its other end. */
export type WorkerStart = WorkerSetup & { line?: MessagePort }

/** One picture to read; its bytes move to the worker. */
export type Job =
  | { kind: 'frame'; bytes: Uint8Array<ArrayBuffer>; tracks: Tracks; now: number }
  | { kind: 'photo'; bytes: Uint8Array<ArrayBuffer> }

/** What became of a job. `failed` is a fault of ours, not of the picture's. */
export type Answer =
  | { outcome: 'read'; sight: Sight }
  | { outcome: 'refused'; fault: PictureFault }
  | { outcome: 'failed'; reason: string }

/** What a worker says: once that it is ready, then one answer a job. */
export type WorkerMessage = { kind: 'ready' } | { kind: 'answer'; answer: Answer }

async function answer(reader: MoodReader, job: Job): Promise<Answer> {
  try {
    const sight =
      job.kind === 'frame'
        ? await reader.readFrame(job.bytes, job.tracks, job.now)
        : await reader.readPhoto(job.bytes)
    return { outcome: 'read', sight }
  } catch (error) {
    if (error instanceof LineClosed) throw error
    if (error instanceof PictureError) return { outcome: 'refused', fault: error.fault }
    return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Serves its parent until it is told to stop. A worker's thread may block: nothing else lives on it. */
async function serve({ root, models, points, line }: WorkerStart): Promise<void> {
  if (!parentPort) throw new Error('this file runs as a worker')
  const port = parentPort
  const say = (message: WorkerMessage) => port.postMessage(message)
  confineDecoder()
  const reader = await openMoodReader(root, models, {
    ...(line && { emotion: createRemoteModel(line, models.emotion) }),
    ...(points && { points }),
  })
  let work = Promise.resolve()
  port.on('message', (job: Job | 'stop') => {
    work = work.then(async () => {
      if (job === 'stop') {
        line?.close()
        port.close()
      } else say({ kind: 'answer', answer: await answer(reader, job) })
    })
  })
  say({ kind: 'ready' })
}

await serve(workerData)
