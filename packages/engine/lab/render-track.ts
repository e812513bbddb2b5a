import { openRendering } from '../src/renderer.ts'
import { score } from '../src/score.ts'
import { openStage } from '../src/stage.ts'
import { trackSeed } from '../src/track-seed.ts'
import { TARGET_LUFS, trimOf } from '../src/trim.ts'
import { type Acoustics, measure } from './acoustics.ts'
import { loudnessOf } from './loudness.ts'

const RATE = 44_100
/** Sound is created this many seconds at a time, and a little ahead. */
const STRETCH_S = 0.5
const MARGIN_S = 0.1
/** More than this would be squeezed, not loud. */
const MOST_GIVEN_BACK_DB = 1.5

/** Which stretch of which track to render, and how loud. */
interface Request {
  number: number
  fromS: number
  seconds: number
  /** `committed` plays it as the player does, `measured` brings just this stretch to the target. */
  trim: 'committed' | 'measured'
}

/** What a stretch of a track measures, and how loud it was played. */
export interface TrackAcoustics extends Acoustics {
  /** Decibels to the target loudness, rounded to tenths. */
  trimDb: number
}

/** Runs in the browser: renders a stretch of a track as a listener hears it, and measures that. */
export async function measureTrack(request: Request): Promise<TrackAcoustics> {
  const seed = trackSeed(request.number)
  const raw = await renderRaw(request)
  const trimDb = request.trim === 'committed' ? trimOf(seed.id) : await findTrim(raw)
  const sound = await renderStaged(raw, trimDb)
  return { ...measure(channelsOf(sound), RATE, seed.tempo), trimDb }
}

/** Decibels to the target, in tenths. What the limiter takes away is given back in part: it takes of that as well. */
async function findTrim(raw: AudioBuffer): Promise<number> {
  const inTenths = (decibels: number) => Math.round(10 * decibels) / 10
  const first = inTenths(TARGET_LUFS - loudnessOf(channelsOf(raw), RATE))
  const staged = await renderStaged(raw, first)
  return inTenths(first + Math.min(MOST_GIVEN_BACK_DB, TARGET_LUFS - loudnessOf(channelsOf(staged), RATE)))
}

/** Runs in the browser: the sound of a stretch, for ears and eyes. */
export async function renderTrack(request: Request): Promise<AudioBuffer> {
  return renderStaged(await renderRaw(request), trimOf(trackSeed(request.number).id))
}

/** The track before its trim. */
async function renderRaw({ number, fromS, seconds }: Request): Promise<AudioBuffer> {
  const context = new OfflineAudioContext(2, Math.round(seconds * RATE), RATE)
  const rendering = openRendering({
    context,
    destination: context.destination,
    score: score(trackSeed(number)),
    timeOf: (trackS) => trackS - fromS,
    fromS,
    trimDb: 0,
  })
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

/** The trim and the stage, which come after everything else, so that the loudness before them is measured in the same go. */
async function renderStaged(raw: AudioBuffer, trimDb: number): Promise<AudioBuffer> {
  const context = new OfflineAudioContext(2, raw.length, RATE)
  const stage = openStage(context)
  const source = new AudioBufferSourceNode(context, { buffer: raw })
  source.connect(new GainNode(context, { gain: 10 ** (trimDb / 20) })).connect(stage.input)
  stage.output.connect(context.destination)
  source.start()
  return context.startRendering()
}

function channelsOf(sound: AudioBuffer): Float32Array[] {
  return [sound.getChannelData(0), sound.getChannelData(1)]
}
