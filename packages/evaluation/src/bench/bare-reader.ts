import { setTimeout as wait } from 'node:timers/promises'
import { createInterface } from 'node:readline'
import { confineDecoder } from '@mooddj/inference/decode-picture'
import { REPOSITORY_ROOT, chooseModels, readManifest } from '@mooddj/inference/manifest'
import { openMoodReader } from '@mooddj/inference/read-moods'
import { NO_TRACKS } from '@mooddj/inference/tracks'
import { makeFaces } from '@mooddj/dj/bench/faces'

/**
 * The pipeline with no platform round it, for `dj bench overload`: for each line of frames a second and seconds on standard input it
 * reads one session's frames at that pace and answers with a line of milliseconds, one a frame. Says `ready` first.
 */
async function main(): Promise<void> {
  confineDecoder()
  const [frames = []] = await makeFaces()
  const models = chooseModels(await readManifest(REPOSITORY_ROOT))
  const reader = await openMoodReader(REPOSITORY_ROOT, models)
  process.stdout.write('ready\n')
  for await (const line of createInterface({ input: process.stdin })) {
    const [framesPerSecond = 1, seconds = 1] = line.split(' ').map(Number)
    const taken: number[] = []
    let tracks = NO_TRACKS
    for (let number = 0; number < framesPerSecond * seconds; number++) {
      await wait(1000 / framesPerSecond)
      const began = performance.now()
      const sight = await reader.readFrame(frames[number % frames.length] ?? new Uint8Array(), tracks, began)
      taken.push(performance.now() - began)
      tracks = sight.tracks
    }
    process.stdout.write(`${JSON.stringify(taken)}\n`)
  }
}

await main()
