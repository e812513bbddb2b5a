import { mix, pick, createRandom } from './random.ts'
import type { Style } from './style.ts'

/** Fictional and plainly machine-made: nobody should look these up. Each plays one or two styles. */
const ARTISTS: Record<Style, readonly string[]> = {
  ambient: words('Lattice Choir|Slow Modulo|The Idle Oscillators|Field of Sines|Null Horizon'),
  piano: words('Eighty-Eight Seeds|Felt & Formula|Clara Recursion|The Rounding Error|Ivory Iterator'),
  'lo-fi': words('Dusty Integer|Bit Nap|Pocket Entropy|Cassette Function|Low Order Bits'),
  downtempo: words('Grey Markov|Night Shift Register|Velvet Remainder|Undertow Logic|Halfway to Zero'),
  chillwave: words('Sunday Sequence|Pastel Polynomial|Palm Matrix|Seaside Parity|Lazy Evaluation'),
  synthwave: words('Neon Permutation|Vector Avenue|Chrome Conditional|Midnight Compiler|Parallax Drive'),
  house: words('Four on the Float|Disco Determinant|Golden Ratio Club|Happy Hash|Loop Invariant'),
  techno: words('Kernel Static|Machine Epsilon|Black Box Theorem|Hexadecimal|Cold Start'),
}

const QUADRANTS = {
  bright: {
    adjectives: words(
      'Golden|Electric|Radiant|Dazzling|Carnival|Sunlit|Rising|Fearless|Glittering|Wild|Open|Confetti|Summer|Spinning|Blazing|Roller|Laughing|Citrus|Upward|Brazen',
    ),
    afters: words(
      'at Full Speed|on the Roof|in Bloom|by Noon|All Weekend|over Everything|for Two|in Colour|up the Hill|with the Windows Down|and Cartwheels|in July|till Morning|on Fire Escapes|Out Loud|with Bells|on Repeat|in the Fountain|Over the Moon|and Lemonade',
    ),
  },
  serene: {
    adjectives: words(
      'Gentle|Drifting|Honeyed|Quiet|Feather|Warm|Floating|Linen|Mellow|Tender|Slow|Amber|Restful|Meadow|Silken|Unhurried|Pale|Paper|Hushed|Woollen',
    ),
    afters: words(
      'after Breakfast|under Cedars|in the Shade|on the Water|with Tea|by Candlelight|at Low Tide|in Slow Motion|before the Guests|on a Sunday|and Clouds|in Cotton|from the Porch|past the Orchard|at Ease|of Small Hours|in the Hammock|over the Lake|and Nowhere to Be|in Soft Focus',
    ),
  },
  wistful: {
    adjectives: words(
      'Fading|Grey|Lonely|Winter|Hollow|Distant|Blue|Unsent|Rainy|Faded|Absent|November|Empty|Sleepless|Sunken|Last|Misty|Half-Lit|Broken|Forgotten',
    ),
    afters: words(
      'after Rain|without You|at Dusk|in the Drawer|before Dawn|under Snow|at the Last Stop|in the Hallway|Left Behind|on Mute|for No One|in Grey|across the River|in December|and Dust|Out of Season|in Reverse|and the Empty Chair|by the Window|Long Ago',
    ),
  },
  restless: {
    adjectives: words(
      'Iron|Static|Midnight|Burning|Razor|Broken-Glass|Feral|Concrete|Thunder|Crimson|Chasing|Jagged|Overdriven|Siren|Black|Shaking|Voltage|Smoke|Pressure|Breakneck',
    ),
    afters: words(
      'under Pressure|in the Tunnel|against the Wall|at Red Lights|on the Run|in the Wires|with Teeth|past Midnight|at the Edge|in Strobes|and Sparks|through Concrete|off the Rails|in Alarm|and Gasoline|on Thin Ice|before the Storm|in Overdrive|beyond the Fence|on the Wire',
    ),
  },
}

const NOUNS = words(
  'Rooms|Harbour|Satellites|Garden|Windows|Letters|Streetlights|Rivers|Lanterns|Postcards|Orbit|Avenue|Mirrors|Signals|Shoreline|Engines|Horizon|Rooftops|Shadows|Petals|Weather|Carousel|Stations|Embers|Voices|Arcade|Fireflies|Bridges|Static|Ribbons|Footsteps|Constellations',
)

/** How many word pairs a list of 20 and one of 32 give: as many as there are tracks, so no two titles agree. */
const PAIRS = 640
/** Coprime to {@link PAIRS}: neighbours in number share no words, and no pair comes twice. */
const STRIDE = 233

/** A title whose words suit the quadrant of the plane. Different numbers up to 640 never share one. */
export function titleOf({
  number,
  valence,
  arousal,
}: {
  number: number
  valence: number
  arousal: number
}): string {
  const pair = (number * STRIDE) % PAIRS
  const noun = NOUNS[Math.floor(pair / 20)]
  const { adjectives, afters } = QUADRANTS[quadrantOf(valence, arousal)]
  return mix(number, 77) % 2 === 0 ? `${adjectives[pair % 20]} ${noun}` : `${noun} ${afters[pair % 20]}`
}

/** One of the five fictional artists of a style. */
export function artistOf({ number, style }: { number: number; style: Style }): string {
  return pick(ARTISTS[style], createRandom(mix(number, 78)))
}

function words(list: string): readonly string[] {
  return list.split('|')
}

function quadrantOf(valence: number, arousal: number): keyof typeof QUADRANTS {
  if (valence >= 0) return arousal >= 0 ? 'bright' : 'serene'
  return arousal >= 0 ? 'restless' : 'wistful'
}
