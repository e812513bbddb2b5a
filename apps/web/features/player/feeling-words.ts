import { CloudLightning, CloudRain, CloudSun, type LucideIcon, MoonStar, Sun } from 'lucide-react'
import type { Affect } from '@mooddj/shared/affect'

/** The feelings to choose from, one for each corner of the plane and its middle; words are `player.feeling.words`. */
export const FEELINGS = [
  { name: 'tense', at: { valence: -0.6, arousal: 0.6 }, Icon: CloudLightning },
  { name: 'low', at: { valence: -0.6, arousal: -0.5 }, Icon: CloudRain },
  { name: 'even', at: { valence: 0, arousal: 0 }, Icon: CloudSun },
  { name: 'calm', at: { valence: 0.6, arousal: -0.5 }, Icon: MoonStar },
  { name: 'bright', at: { valence: 0.7, arousal: 0.5 }, Icon: Sun },
] as const satisfies readonly { name: string; at: Affect; Icon: LucideIcon }[]

export type Feeling = (typeof FEELINGS)[number]

/** The feeling whose place lies nearest to a point of the plane. */
export function nearestFeeling({ valence, arousal }: Affect): Feeling {
  const distance = ({ at }: Feeling) => Math.hypot(at.valence - valence, at.arousal - arousal)
  return FEELINGS.reduce<Feeling>((best, one) => (distance(one) < distance(best) ? one : best), FEELINGS[2])
}
