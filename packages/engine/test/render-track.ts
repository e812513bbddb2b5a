import { openRendering } from '../src/renderer.ts'
import { score } from '../src/score.ts'
import { openStage } from '../src/stage.ts'
import { trackSeed } from '../src/track-seed.ts'
import { type Acoustics, measure } from './acoustics.ts'

/** Sound is created this many seconds at a time, and a little ahead. */
const STRETCH_S = 2
const MARGIN_S = 0.1

/** Runs in the browser: renders a stretch of a track as a listener would hear it. */
async function renderTrack(
  number: number,
  fromS: number,
  seconds: number,
  rate = 44_100,
): Promise<AudioBuffer> {
  const piece = score(trackSeed(number))
  const context = new OfflineAudioContext(2, Math.round(seconds * rate), rate)
  const stage = openStage(context)
  stage.output.connect(context.destination)
  const rendering = openRendering({ context, destination: stage.input, score: piece, startAt: -fromS, fromS })
  rendering.schedule(fromS + STRETCH_S + MARGIN_S)
  for (let time = STRETCH_S; time < seconds; time += STRETCH_S) {
    // As the player does: nodes that wait for their turn cost time too.
    void context.suspend(time).then(() => {
      rendering.schedule(fromS + time + STRETCH_S + MARGIN_S)
      return context.resume()
    })
  }
  return context.startRendering()
}

/** Runs in the browser: what a stretch of a track measures. */
export async function measureTrack(number: number, fromS: number, seconds: number): Promise<Acoustics> {
  const sound = await renderTrack(number, fromS, seconds)
  return measure(
    [sound.getChannelData(0), sound.getChannelData(1)],
    sound.sampleRate,
    trackSeed(number).tempo,
  )
}
