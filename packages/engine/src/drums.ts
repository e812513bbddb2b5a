import { type Bar, isRinging, type Piece, tickAt } from './piece.ts'
import { pick, type Random, streamOf } from './random.ts'
import { type Drum, DRUMS, type Hit } from './note.ts'
import type { Style } from './style.ts'
import { TICKS_PER_BAR } from './ticks.ts'

/** Sixteen steps a drum: `.` nothing, `-` soft, `o` medium, `x` hard. */
type Groove = Partial<Record<Drum, string>>

const GROOVES: Record<Style, readonly Groove[]> = {
  ambient: [{}],
  piano: [{}],
  'lo-fi': [
    { kick: 'x......-..x.....', rim: '....x.......x...', hat: 'o.-.o.-.o.-.o.-.' },
    { kick: 'x.....-...x..-..', snare: '....o.......o..-', hat: 'o-..o-..o-..o-..' },
    { kick: 'x..-......x.....', rim: '....x..-....x...', shaker: 'o.-.o.-.o.-.o.-.' },
  ],
  downtempo: [
    { kick: 'x.........x.....', snare: '....x.......x...', hat: 'o.o.o.o.o.o.o.o.' },
    { kick: 'x..x......x.....', snare: '....x..-....x..-', hat: 'o.-.o.--o.-.o.--' },
    { kick: 'x.....x....x....', rim: '....x.......x.-.', shaker: 'o.--o.--o.--o.--' },
  ],
  chillwave: [
    {
      kick: 'x...x...x...x...',
      clap: '....o.......o...',
      hat: '..o...o...o...o.',
      shaker: '-.-.-.-.-.-.-.-.',
    },
    { kick: 'x.....x.x.......', snare: '....o.......o...', hat: 'o.o.o.o.o.o.o.o.' },
  ],
  synthwave: [
    { kick: 'x.......x.......', snare: '....x.......x...', hat: 'o.o.o.o.o.o.o.o.' },
    { kick: 'x...x...x...x...', snare: '....x.......x...', hat: 'o-o-o-o-o-o-o-o-' },
    { kick: 'x.....x.x.......', snare: '....x.......x...', hat: 'o.o-o.o-o.o-o.o-' },
  ],
  house: [
    {
      kick: 'x...x...x...x...',
      clap: '....x.......x...',
      'open-hat': '..o...o...o...o.',
      hat: '-.-.-.-.-.-.-.-.',
    },
    {
      kick: 'x...x...x...x...',
      clap: '....x.......x..-',
      'open-hat': '..o...o...o...o.',
      shaker: 'o-o-o-o-o-o-o-o-',
    },
    { kick: 'x...x...x...x..-', snare: '....o.......o...', hat: '--o---o---o---o-' },
  ],
  techno: [
    {
      kick: 'x...x...x...x...',
      clap: '............x...',
      hat: '--o---o---o---o-',
      'open-hat': '..o...o...o...o.',
    },
    { kick: 'x...x...x...x...', rim: '...o..o....o..o.', hat: 'o-o-o-o-o-o-o-o-', clap: '....o.......o...' },
    { kick: 'x...x...x...x.-.', snare: '....o.......o...', hat: 'oooooooooooooooo' },
  ],
}
const VELOCITIES: Partial<Record<string, number>> = { '-': 48, o: 78, x: 104 }
/** What is left while the piece opens, rests and ends: hands, no feet. */
const LIGHT: readonly Drum[] = ['hat', 'shaker', 'rim']
/** Dance music opens on its pulse, so that the track before can be mixed into it. */
const OPENS_ON_PULSE: readonly Style[] = ['house', 'techno']

/** The drums: none in ambient and piano, hands only at the edges of the form, a fill before every new section. */
export function writeDrums(piece: Piece): Hit[] {
  const random = streamOf(piece.seed.number, 'drums')
  const groove = pick(GROOVES[piece.seed.style], random)
  if (Object.keys(groove).length === 0) return []
  return piece.bars.flatMap((bar) => {
    if (isRinging(bar)) return bar.inPhrase === 2 ? ending(bar) : []
    const playing = barHits(piece, bar, groove, random)
    return [
      ...playing,
      ...busier(piece, bar, groove, random),
      ...(leadsOn(piece, bar) ? fill(piece, bar, random) : []),
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
    return Array.from(steps).flatMap((mark, step) => {
      const velocity = VELOCITIES[mark]
      if (velocity === undefined || (leadsOn(piece, bar) && step >= 12 && drum !== 'kick')) return []
      return [
        {
          at: tickAt(piece, bar, step),
          drum,
          velocity: velocity * (light ? 0.7 : 0.85 + 0.15 * bar.intensity) + 8 * (random() - 0.5),
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

function ending(bar: Bar): Hit[] {
  const at = bar.index * TICKS_PER_BAR
  return [
    { at, drum: 'kick', velocity: 92 },
    { at, drum: 'crash', velocity: 54 },
  ]
}

function isLight(bar: Bar): boolean {
  return bar.section.name !== 'development' && bar.section.name !== 'return'
}
