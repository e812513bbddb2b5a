/** A key as a musician needs it: `tonic` is a pitch class (0 is C), `mode` as the Camelot letter says (B major, A minor). */
export interface MusicalKey {
  tonic: number
  mode: 'major' | 'minor'
}

interface Code {
  step: number
  letter: 'A' | 'B'
}

const STEPS = Array.from({ length: 12 }, (_, index) => index + 1)
const CODES = new Map<string, Code>(
  STEPS.flatMap((step): [string, Code][] => [
    [`${step}A`, { step, letter: 'A' }],
    [`${step}B`, { step, letter: 'B' }],
  ]),
)
const TONIC_NAMES = ['C', 'D flat', 'D', 'E flat', 'E', 'F', 'F sharp', 'G', 'A flat', 'A', 'B flat', 'B']

/** Reads a Camelot code (`8B` is C major, `8A` is A minor; one step up the wheel is a fifth). Throws on anything else. */
export function parseCamelot(key: string): MusicalKey {
  const { step, letter } = readCode(key)
  const majorTonic = ((((step - 8) * 7) % 12) + 12) % 12
  return letter === 'B'
    ? { tonic: majorTonic, mode: 'major' }
    : { tonic: (majorTonic + 9) % 12, mode: 'minor' }
}

/** The key in words: `8A` is `A minor`. */
export function keyName(key: string): string {
  const { tonic, mode } = parseCamelot(key)
  return `${TONIC_NAMES[tonic] ?? ''} ${mode}`
}

/**
 * How far two keys lie apart on the Camelot wheel: steps round the wheel, plus one where the letter changes.
 * 0 is the same key, 1 blends without effort (a fifth away, or the relative key), 7 is the farthest.
 */
export function camelotDistance(one: string, other: string): number {
  const from = readCode(one)
  const to = readCode(other)
  const around = Math.abs(from.step - to.step)
  return Math.min(around, 12 - around) + (from.letter === to.letter ? 0 : 1)
}

/** Whether a text is a Camelot code. */
export function isCamelot(key: string): boolean {
  return CODES.has(key)
}

function readCode(key: string): Code {
  const code = CODES.get(key)
  if (!code) throw new RangeError(`${key} is not a Camelot key`)
  return code
}
