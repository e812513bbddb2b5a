import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { FrameFailure } from '@mooddj/shared/mood'
import type { Pace } from './desk-pace.ts'
import { STAGES, type Sight } from './read-moods.ts'

/** What operators see of the pictures' way through this service; never of what the pictures show. */
export interface InferenceMetrics {
  /** A frame became a reading. `ageMs` counts from its capture by the sender's clock. */
  frameRead(sight: Sight, ageMs: number): void
  frameFailed(failure: FrameFailure): void
  photoRead(sight: Sight): void
  /** So many faces ran through the emotion network together. */
  batchRan(faces: number): void
}

const STAGE_BUCKETS = [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.5]
const AGE_BUCKETS = [0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56]

export function createInferenceMetrics(
  metrics: Registry,
  {
    framesWaiting,
    framesInWork,
    sessionsRemembered,
    pace,
  }: {
    framesWaiting: () => number
    framesInWork: () => number
    sessionsRemembered: () => number
    pace: () => Pace
  },
): InferenceMetrics {
  const registers = [metrics]
  const age = new Histogram({
    name: 'mooddj_frame_age_seconds',
    help: 'From the capture of a frame to its reading, by the sender’s clock',
    buckets: AGE_BUCKETS,
    registers,
  })
  const stage = new Histogram({
    name: 'mooddj_stage_seconds',
    help: 'How long each step of reading a picture takes',
    labelNames: ['stage', 'kind'],
    buckets: STAGE_BUCKETS,
    registers,
  })
  const faces = new Counter({ name: 'mooddj_faces_total', help: 'Faces read', registers })
  const failures = new Counter({
    name: 'mooddj_frame_failures_total',
    help: 'Frames that gave no reading, by reason',
    labelNames: ['failure'],
    registers,
  })
  const batches = new Histogram({
    name: 'mooddj_batch_faces',
    help: 'Faces that run through the emotion network together; on a graphics card only, elsewhere each runs alone',
    buckets: [1, 2, 4, 8, 16, 32],
    registers,
  })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('mooddj_frames_waiting', 'Frames that wait for a thread', framesWaiting)
  gauge(
    'mooddj_frames_pending',
    'Frames that wait for a thread or are being read',
    () => framesWaiting() + framesInWork(),
  )
  gauge('mooddj_frame_load_ratio', 'Frames read lately, as a share of what could be read', () => {
    const { reading, capacity } = pace()
    return reading / capacity
  })
  gauge('mooddj_sessions_remembered', 'Sessions whose faces’ places are remembered', sessionsRemembered)
  const observe = (sight: Sight, kind: 'frame' | 'photo') => {
    for (const name of STAGES) stage.observe({ stage: name, kind }, sight.stages[name] / 1000)
    faces.inc(sight.faces.length)
  }
  return {
    frameRead(sight, ageMs) {
      age.observe(Math.max(0, ageMs) / 1000)
      observe(sight, 'frame')
    },
    frameFailed: (failure) => failures.inc({ failure }),
    photoRead: (sight) => observe(sight, 'photo'),
    batchRan: (faces) => batches.observe(faces),
  }
}
