import type { Weather } from '@mooddj/shared/playlist-context'

/**
 * The kind of weather that a WMO code (table 4677, as Open-Meteo uses it) stands for; undefined for a code that it does not use. "Mainly
 * clear" counts as clear, "partly cloudy" as cloudy.
 */
export function weatherOf(code: number): Weather | undefined {
  return KINDS.find(([, codes]) => codes.includes(code))?.[0]
}

const KINDS: readonly [Weather, readonly number[]][] = [
  ['clear', [0, 1]],
  ['cloudy', [2, 3]],
  ['fog', [45, 48]],
  // Drizzle, rain, showers; freezing or not.
  ['rain', [51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 80, 81, 82]],
  ['snow', [71, 73, 75, 77, 85, 86]],
  ['storm', [95, 96, 99]],
]
