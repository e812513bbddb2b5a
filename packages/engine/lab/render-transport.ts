import { openStage } from '../src/stage.ts'
import { trackSeed } from '../src/track-seed.ts'
import { createTransport, type Transport } from '../src/transport.ts'
import { levelsOf } from './acoustics.ts'
import { clicksOf } from './clicks.ts'

const RATE = 44_100
/** Softer stretches are not compared. */
const AUDIBLE_DB = -45
const QUANTUM_S = 128 / RATE

/** How often the transport ticks, and how far ahead it prepares; in seconds. */
interface Timer {
  everyS: number
  lookaheadS: number
}
/** As the player has it while its page is seen, and while it is hidden. */
const SEEN: Timer = { everyS: 0.2, lookaheadS: 1.2 }
const HIDDEN: Timer = { everyS: 1, lookaheadS: 3 }

/** When the next track took over, and when each of the two was struck, in seconds. */
export interface CrossingHeard {
  crossedAt: number[]
  strikes: number[][]
}

/** What a listener does, and at which second. */
type Deeds = readonly (readonly [atS: number, deed: (transport: Transport) => void])[]

/** Runs in the browser: plays a transport offline. Each deck goes where `inputs` says, the first to the first. */
async function play(
  seconds: number,
  {
    following,
    deeds,
    open,
    timer = SEEN,
  }: {
    following?: number
    deeds: Deeds
    open: (context: OfflineAudioContext) => () => AudioNode
    timer?: Timer
  },
): Promise<{ sound: AudioBuffer; crossedAt: number[] }> {
  const context = new OfflineAudioContext(2, Math.round(seconds * RATE), RATE)
  const nextInput = open(context)
  const transport = createTransport({
    context,
    get input() {
      return nextInput()
    },
    lookaheadS: () => timer.lookaheadS,
  })
  const crossedAt: number[] = []
  const waiting = [...deeds]
  const step = () => {
    while (waiting[0] && waiting[0][0] <= context.currentTime) waiting.shift()?.[1](transport)
    if (transport.tick(following === undefined ? undefined : trackSeed(following)) === 'crossed') {
      crossedAt.push(context.currentTime)
      following = undefined
    }
  }
  step()
  // Whole render quanta, or the context would round them up.
  const every = Math.round(timer.everyS / QUANTUM_S) * QUANTUM_S
  for (let time = every; time < seconds; time += every) {
    void context.suspend(time).then(() => {
      step()
      return context.resume()
    })
  }
  return { sound: await context.startRendering(), crossedAt }
}

/** Runs in the browser: the end of one track and the way into the next, the first on the left, the next on the right, before any stage. */
export async function renderCrossing(from: number, to: number, seconds: number): Promise<CrossingHeard> {
  const entryS = trackSeed(from).durationMs / 1000 - seconds + 5
  const { sound, crossedAt } = await play(seconds, {
    following: to,
    deeds: [[0, (transport) => transport.start(trackSeed(from), entryS)]],
    open(context) {
      const merger = new ChannelMergerNode(context, { numberOfInputs: 2 })
      merger.connect(context.destination)
      let decks = 0
      return () => {
        const mono = new GainNode(context, { channelCount: 1, channelCountMode: 'explicit' })
        mono.connect(merger, 0, Math.min(1, decks))
        decks += 1
        return mono
      }
    },
  })
  return { crossedAt, strikes: [strikesOf(sound.getChannelData(0)), strikesOf(sound.getChannelData(1))] }
}

/** Runs in the browser: the seconds at which sound breaks while a listener skips, seeks and drops, also in the midst of a crossing. */
export async function clicksWhileSteering(from: number, to: number): Promise<number[]> {
  const first = trackSeed(from)
  const second = trackSeed(to)
  const lateS = first.durationMs / 1000 - 14
  const { sound } = await play(16, {
    following: to,
    deeds: [
      [0, (transport) => transport.start(first, 40)],
      [2, (transport) => transport.start(first, 60)],
      [3.3, (transport) => transport.cross(second)],
      [3.6, (transport) => transport.cross(first)],
      [5.1, (transport) => transport.start(first, lateS)],
      [11.4, (transport) => transport.start(second, 50)],
      [13.2, (transport) => transport.drop()],
    ],
    open: onStage,
  })
  return [0, 1].flatMap((channel) => clicksOf(sound.getChannelData(channel), RATE))
}

/** Runs in the browser: by how many decibels a hidden page sounds softer or louder than a seen one at most, from one track into the next. */
export async function differenceWhenHidden(from: number, to: number, seconds: number): Promise<number> {
  const entryS = trackSeed(from).durationMs / 1000 - seconds + 3
  const deeds: Deeds = [[0, (transport) => transport.start(trackSeed(from), entryS)]]
  const seen = await play(seconds, { following: to, deeds, open: onStage })
  const hidden = await play(seconds, { following: to, deeds, open: onStage, timer: HIDDEN })
  const [one = [], other = []] = [seen, hidden].map(({ sound }) => levelsOf(sound.getChannelData(0), RATE))
  return Math.max(
    ...one.map((level, index) => (level < AUDIBLE_DB ? 0 : Math.abs(level - (other[index] ?? -100)))),
  )
}

function onStage(context: OfflineAudioContext): () => AudioNode {
  const stage = openStage(context)
  stage.output.connect(context.destination)
  return () => stage.input
}

const FRAME = 44
/** Frames of a millisecond that a stroke must be louder than. */
const BEFORE = 25
const TIMES_LOUDER = 6

/** Seconds at which something is struck: milliseconds whose highs are far louder than the 25 before. */
function strikesOf(samples: Float32Array): number[] {
  const powers = Array.from({ length: Math.floor(samples.length / FRAME) }, (_, frame) => {
    let power = 1e-9
    for (let index = frame * FRAME + 2; index < (frame + 1) * FRAME; index += 1) {
      power += ((samples[index] ?? 0) - 2 * (samples[index - 1] ?? 0) + (samples[index - 2] ?? 0)) ** 2
    }
    return power
  })
  const strikes: number[] = []
  for (let frame = BEFORE; frame < powers.length; frame += 1) {
    const before = Math.max(...powers.slice(frame - BEFORE, frame))
    if ((powers[frame] ?? 0) < TIMES_LOUDER * before || (powers[frame] ?? 0) < 1e-5) continue
    strikes.push((frame * FRAME) / RATE)
    frame += BEFORE
  }
  return strikes
}
