import type { Drum } from './note.ts'
import type { Style } from './style.ts'

/** Sixteen steps a drum: `.` nothing, `-` soft, `o` medium, `x` hard. */
export type Groove = Partial<Record<Drum, string>>

/** What the drums of a style play, calm to lively. Styles without drums have one groove, which is empty. */
export const GROOVES: Record<Style, readonly Groove[]> = {
  ambient: [{}],
  piano: [{}],
  'lo-fi': [
    { kick: 'x.........x.....', rim: '....x.......x...', hat: 'o...o...o...o...' },
    { kick: 'x......-..x.....', rim: '....x.......x...', hat: 'o...o.-.o...o.-.' },
    { kick: 'x.....-...x..-..', snare: '....o.......o..-', hat: 'o.-.o.-.o.-.o.-.' },
    { kick: 'x..-......x.....', snare: '....x..-....x...', shaker: 'o.-.o.-.o.-.o.--' },
  ],
  downtempo: [
    { kick: 'x.........x.....', rim: '....x.......x...', shaker: 'o...o.-.o...o.-.' },
    { kick: 'x.........x.....', snare: '....x.......x...', hat: 'o.-.o.-.o.-.o.-.' },
    { kick: 'x.....x....x....', snare: '....x..-....x...', hat: 'o.o.o.-.o.o.o.--' },
    { kick: 'x..x......x.....', snare: '....x..-....x..-', shaker: 'o.--o.--o.--o.--' },
  ],
  chillwave: [
    { kick: 'x.......x.......', snare: '....o.......o...', hat: 'o...o.-.o...o.-.' },
    { kick: 'x.....x.x.......', snare: '....o.......o...', hat: 'o.-.o.-.o.-.o.-.' },
    {
      kick: 'x...x...x...x...',
      clap: '....o.......o...',
      hat: '..o...o...o...o.',
      shaker: '-.--..--..--..--',
    },
  ],
  synthwave: [
    { kick: 'x.......x.......', snare: '....x.......x...', hat: 'o.o.o.o.o.o.o.o.' },
    { kick: 'x.....x.x.......', snare: '....x.......x...', hat: 'o.o.o.o-o.o.o.o-' },
    { kick: 'x...x...x...x...', snare: '....x.......x...', hat: 'o-o.o-o-o-o.o-o-' },
  ],
  house: [
    {
      kick: 'x...x...x...x...',
      clap: '....x.......x...',
      'open-hat': '..o...o...o...o.',
    },
    {
      kick: 'x...x...x...x...',
      clap: '....x.......x...',
      'open-hat': '..o...o...o...o.',
      hat: '-..-..-.-..-..-.',
    },
    {
      kick: 'x...x...x...x..-',
      clap: '....x.......x..-',
      'open-hat': '..o...o...o...o.',
      shaker: 'o-.-o-.-o-.-o-.-',
    },
  ],
  techno: [
    {
      kick: 'x...x...x...x...',
      clap: '............x...',
      'open-hat': '..o...o...o...o.',
      hat: '-.-.-.-.-.-.-.-.',
    },
    { kick: 'x...x...x...x...', rim: '...o..o....o..o.', hat: 'o-o.o-o.o-o.o-o-', clap: '....o.......o...' },
    { kick: 'x...x...x...x.-.', snare: '....o.......o...', hat: 'o-ooo-ooo-ooo-oo' },
  ],
}
