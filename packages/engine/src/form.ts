/** The parts of a piece, in the order in which they come. */
export type SectionName = 'beginning' | 'development' | 'rest' | 'return' | 'end'

/** A stretch of the form, in bars of four beats. */
export interface Section {
  name: SectionName
  startBar: number
  bars: number
}

/** Every length is whole phrases of this many bars. */
export const PHRASE_BARS = 4

/**
 * Divides a piece into a beginning, a development, a rest, a return and an end. `bars` is a multiple of four, at least 24: the
 * outer parts and the rest take one phrase (two in a long piece), the development a little more than the return.
 */
export function formOf(bars: number): Section[] {
  const phrases = bars / PHRASE_BARS
  const beginning = phrases >= 12 ? 2 : 1
  const rest = phrases >= 14 ? 2 : 1
  const end = 1
  const open = phrases - beginning - rest - end
  const development = Math.ceil(open * 0.55)
  const plan: [SectionName, number][] = [
    ['beginning', beginning],
    ['development', development],
    ['rest', rest],
    ['return', open - development],
    ['end', end],
  ]
  let startBar = 0
  return plan.map(([name, length]) => {
    const section = { name, startBar, bars: length * PHRASE_BARS }
    startBar += section.bars
    return section
  })
}
