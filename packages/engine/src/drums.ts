import { type Groove, GROOVES } from './grooves.ts'
import { type Bar, isLight, isRinging, type Piece, tickAt } from './piece.ts'
import { pick, pickNear, type Random, streamOf } from './random.ts'
import { type Drum, DRUMS, type Hit } from './note.ts'
import type { Style } from './style.ts'
import { TICKS_PER_BAR } from './ticks.ts'

const VELOCITIES: Partial<Record<string, number>> = { '-': 48, o: 78, x: 104 }
/** What is left while the piece opens, rests and ends: hands, no feet. */
const LIGHT: readonly Drum[] = ['hat', 'shaker', 'rim']
/** How full the music must be before a drum joins in: the kit is set up piece by piece. */
const JOINS_AT: Partial<Record<Drum, number>> = { clap: 0.66, 'open-hat': 0.7, shaker: 0.66 }
/** What glitters: it comes forward as the music grows lively. */
const GLITTER: readonly Drum[] = ['hat', 'open-hat', 'shaker']
/** Dance music opens on its pulse, so that the track before can be mixed into it. */
const OPENS_ON_PULSE: readonly Style[] = ['house', 'techno']

const ROLLS: readonly Style[] = ['house', 'techno', 'synthwave']

/** The drums: none in ambient and piano, hands only at the edges of the form, a fill before every new section. */
export function writeDrums(piece: Piece): Hit[] {
  const random = streamOf(piece.seed.number, 'drums')
  const main = pickNear(GROOVES[piece.seed.style], piece.liveliness, random)
  const livelier = pickNear(GROOVES[piece.seed.style], piece.liveliness + 0.25, random)
  if (Object.keys(main).length === 0) return []
  return piece.bars.flatMap((bar) => {
    if (isRinging(bar)) return bar.inPhrase === 2 ? ending(bar) : []
    const groove = bar.section.name === 'return' ? livelier : main
    return [
      ...barHits(piece, bar, groove, random),
      ...busier(piece, bar, groove, random),
      ...(leadsOn(piece, bar) ? fill(piece, bar, random) : []),
      ...buildUp(piece, bar),
      ...arrival(piece, bar),
    ]
  })
}

function barHits(piece: Piece, bar: Bar, groove: Groove, random: Random): Hit[] {
  const light = isLight(bar)
  const pulsing = OPENS_ON_PULSE.includes(piece.seed.style) && bar.section.name === 'beginning'
  const opening = bar.section.name === 'beginning' && bar.phraseInSection === 0 && bar.inPhrase < 2
  if (opening && !pulsing) return []
  return Object.entries(groove).flatMap(([name, steps]) => {
    const drum = DRUMS.find((known) => known === name)
    if (!drum || (light && !LIGHT.includes(drum) && !(pulsing && drum === 'kick'))) return []
    if (!light && bar.intensity < (JOINS_AT[drum] ?? 0)) return []
    const glitter = GLITTER.includes(drum) ? 0.75 + 0.45 * piece.liveliness : 1
    return Array.from(steps).flatMap((mark, step) => {
      const velocity = VELOCITIES[mark]
      if (velocity === undefined || (leadsOn(piece, bar) && step >= 12 && drum !== 'kick')) return []
      return [
        {
          at: tickAt(piece, bar, step),
          drum,
          velocity: velocity * glitter * (light ? 0.7 : 0.85 + 0.15 * bar.intensity) + 8 * (random() - 0.5),
        },
      ]
    })
  })
}

/** Ghost strokes between the written ones: the more aroused, the more of them. */
function busier(piece: Piece, bar: Bar, groove: Groove, random: Random): Hit[] {
  if (isLight(bar)) return []
  const drum = groove.shaker === undefined ? 'hat' : 'shaker'
  const written = groove[drum] ?? ''
  return Array.from({ length: 16 }, (_, step) => step).flatMap((step) => {
    const wanted = random() < (piece.energy - 0.35) * bar.intensity
    if (!wanted || (written[step] ?? '.') !== '.') return []
    return [{ at: tickAt(piece, bar, step), drum, velocity: 34 + 14 * random() }]
  })
}

/** True in the last bar before a section that plays with the whole kit, and before every second phrase of one. */
function leadsOn(piece: Piece, bar: Bar): boolean {
  const next = piece.bars[bar.index + 1]
  if (!next || bar.inPhrase !== 3 || isLight(next)) return false
  return next.section !== bar.section || next.phraseInSection % 2 === 0
}

function fill(piece: Piece, bar: Bar, random: Random): Hit[] {
  const drum: Drum = pick(['snare', 'tom', 'rim'], random)
  const steps = pick(
    [
      [12, 14, 15],
      [12, 13, 14, 15],
      [13, 14],
    ],
    random,
  )
  return steps.map((step, index) => ({ at: tickAt(piece, bar, step), drum, velocity: 56 + 12 * index }))
}

/** Into the return, dance music rolls: eighths, then sixteenths, ever louder, under a rising rush of air. Others only breathe in. */
function buildUp(piece: Piece, bar: Bar): Hit[] {
  if (bar.section.name !== 'rest' || piece.bars[bar.index + 2]?.section.name !== 'return') return []
  const returnsIn = piece.bars[bar.index + 1]?.section.name === 'return' ? 1 : 2
  const rush: Hit[] = returnsIn === 1 ? [{ at: tickAt(piece, bar, 0), drum: 'rush', velocity: 60 }] : []
  if (!ROLLS.includes(piece.seed.style)) return rush
  const stride = returnsIn === 2 ? 2 : 1
  const roll = Array.from({ length: 16 / stride }, (_, index): Hit => {
    const step = index * stride
    return { at: tickAt(piece, bar, step), drum: 'snare', velocity: (returnsIn === 2 ? 26 : 42) + step * 1.8 }
  })
  return [...rush, ...roll]
}

/** A section that plays with the whole kit is struck in. */
function arrival(piece: Piece, bar: Bar): Hit[] {
  const before = piece.bars[bar.index - 1]
  if (isLight(bar) || !before || !isLight(before)) return []
  return [{ at: tickAt(piece, bar, 0), drum: 'crash', velocity: 40 + 20 * piece.energy }]
}

function ending(bar: Bar): Hit[] {
  const at = bar.index * TICKS_PER_BAR
  return [
    { at, drum: 'kick', velocity: 92 },
    { at, drum: 'crash', velocity: 54 },
  ]
}
