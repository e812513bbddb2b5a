import type { Affect } from '@mooddj/shared/affect'
import { dominantEmotion } from '@mooddj/shared/emotion'
import type { ServerMessage } from '@mooddj/shared/live-protocol'
import type { AdviceCode, MoodReading, Settled } from '@mooddj/shared/mood'

/** How long the compass remembers where the mood was. */
export const TRAIL_MS = 20_000
/** How long a mood has to agree with itself until the ring is full; about what the server's rule needs. */
const STEADY_MS = 2_500

/** A settled mood that nothing has contradicted for this long is calm. */
const CALM_MS = 3_000

/** Advice that is still due is repeated sooner than this. */
const ADVICE_MS = 4_500

/** Where the main face's mood was at one moment. */
interface TrailPoint extends Affect {
  at: number
  emotion: ReturnType<typeof dominantEmotion>
}

/** Everything that the live socket has told, in the form that the page draws. */
export interface LiveState {
  /** The newest reading; one with a lower number that comes late is left out. */
  reading: MoodReading | null
  /** The mood last settled on. It outlives advice, because the server keeps it usable. */
  settled: Settled | null
  /** Whether that mood still holds: false from the first advice on. */
  holds: boolean
  advice: AdviceCode | null
  /** When the advice was given, by the capture time of the newest reading then. */
  advisedAt: number
  /** Oldest first, at most {@link TRAIL_MS} long. */
  trail: readonly TrailPoint[]
  /** The last refusal; the next reading clears it. */
  error: { code: string; detail: string } | null
}

export const initialLiveState: LiveState = {
  reading: null,
  settled: null,
  holds: false,
  advice: null,
  advisedAt: 0,
  trail: [],
  error: null,
}

/** The state after one message; announcements and pacing are for others and change nothing here. */
export function reduce(state: LiveState, message: ServerMessage): LiveState {
  switch (message.type) {
    case 'mood':
      return withReading(state, message)
    case 'settled': {
      const { type: _, ...settled } = message
      return { ...state, settled, holds: true, advice: null }
    }
    case 'advice':
      return { ...state, advice: message.code, advisedAt: state.reading?.capturedAt ?? 0, holds: false }
    case 'error':
      return { ...state, error: { code: message.code, detail: message.detail } }
    case 'playlist':
    case 'card':
    case 'slow':
      return state
    default:
      return message satisfies never
  }
}

function withReading(state: LiveState, { number, capturedAt, faces, quality }: MoodReading): LiveState {
  if (state.reading && number <= state.reading.number) return state
  const recent = state.trail.filter(({ at }) => at > capturedAt - TRAIL_MS)
  const face = faces[0]
  const point = face && {
    at: capturedAt,
    valence: face.valence,
    arousal: face.arousal,
    emotion: dominantEmotion(face.probabilities),
  }
  return {
    ...state,
    reading: { number, capturedAt, faces, quality },
    trail: point ? [...recent, point] : recent,
    advice: isStale(state, capturedAt, faces.length) ? null : state.advice,
    error: null,
  }
}

/** The server repeats advice while it is due, but never takes it back: it ends with what it was about, or by silence. */
function isStale({ advice, advisedAt }: LiveState, now: number, faces: number): boolean {
  return (advice === 'no-face' && faces > 0) || now - advisedAt > ADVICE_MS
}

/** After the listener asked to be read anew: what was chosen by hand no longer holds. */
export function withoutMood(state: LiveState): LiveState {
  return { ...state, settled: null, holds: false, trail: [] }
}

/** After a new connection frames count from where this page counts, but the server may have begun a new session. */
export function withNewSession(state: LiveState): LiveState {
  return { ...initialLiveState, trail: state.trail }
}

/** How full the stability ring is, 0 to 1: how long the newest emotion has been the dominant one without a break. */
export function steadiness(state: LiveState): number {
  if (state.holds) return 1
  const newest = state.trail.at(-1)
  if (!newest || state.advice !== null) return 0
  let since = newest.at
  for (const point of state.trail.toReversed()) {
    if (point.emotion !== newest.emotion) break
    since = point.at
  }
  return Math.min(0.95, (newest.at - since) / STEADY_MS)
}

/** Whether the settled mood has held without a reading that says otherwise: there is little to miss between two frames. */
export function isCalm({ holds, settled, trail }: LiveState): boolean {
  const newest = trail.at(-1)
  const oldest = trail[0]
  if (!holds || !settled || !newest || !oldest || newest.at - oldest.at < CALM_MS) return false
  return trail.every(({ at, emotion }) => at < newest.at - CALM_MS || emotion === settled.emotion)
}
