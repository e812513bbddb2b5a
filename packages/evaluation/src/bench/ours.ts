import type { ModelChoice } from '@mooddj/inference/manifest'
import { type MoodReader, openMoodReader } from '@mooddj/inference/read-moods'
import { NO_TRACKS, type Tracks } from '@mooddj/inference/tracks'
import type { Contender } from './contender.ts'
import { makeCrowds } from './frames.ts'

/** The time between two frames of a camera. */
const FRAME_MS = 100
/** A step is a camera's second, so that each holds one search. */
const FRAMES_A_STEP = 1000 / FRAME_MS

/** Which way a session's frames are read. */
export type Path = 'as-served' | 'looking-always'

/** The service's own reader on one thread with the frames of one session, ten for each second of its clock. */
export async function openOurs(
  root: string,
  models: ModelChoice,
  { frames, path }: { frames: readonly Uint8Array[]; path: Path },
): Promise<Contender> {
  const session = startSession(await openMoodReader(root, models), path)
  let number = 0
  return {
    async step() {
      for (let count = 0; count < FRAMES_A_STEP; count++) {
        const jpeg = frames[number++ % frames.length]
        if (jpeg === undefined) throw new Error('there are no frames')
        const faces = await session(jpeg)
        if (faces !== 1) throw new Error(`one face was shown and ${faces} were seen`)
      }
      return FRAMES_A_STEP
    },
  }
}

/** How many of the photos' 22 faces this path finds; of each photo the frame with fewest counts, and what is no face does not. */
export async function countFixtureFaces(
  root: string,
  models: ModelChoice,
  { width, path }: { width: number; path: Path },
): Promise<number> {
  const reader = await openMoodReader(root, models)
  let found = 0
  for (const { jpeg, faces } of await makeCrowds(width)) {
    const session = startSession(reader, path)
    const seen: number[] = []
    for (let frame = 0; frame < FRAMES_A_STEP; frame++) seen.push(await session(jpeg))
    found += Math.max(0, faces - Math.max(...seen.map((count) => Math.abs(count - faces))))
  }
  return found
}

/** Shows a session's next frame; tells how many faces were seen. */
function startSession(reader: MoodReader, path: Path): (jpeg: Uint8Array) => Promise<number> {
  let tracks: Tracks = NO_TRACKS
  let now = 0
  return async (jpeg) => {
    now += FRAME_MS
    const sight = await reader.readFrame(jpeg, tracks, now)
    // Faces that no detector has seen lately are not followed without one.
    tracks = path === 'as-served' ? sight.tracks : { ...sight.tracks, detectedAt: Number.NEGATIVE_INFINITY }
    return sight.faces.length
  }
}
