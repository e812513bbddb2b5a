import { pickWeighted, type Random } from './random.ts'

/** The styles that the engine plays. */
export const STYLES = [
  'ambient',
  'piano',
  'lo-fi',
  'downtempo',
  'chillwave',
  'synthwave',
  'house',
  'techno',
] as const
export type Style = (typeof STYLES)[number]

/** Where each style feels at home in the valence/arousal plane, and how far from there it may still be heard. */
const HOMES: Record<Style, { valence: number; arousal: number; reach: number }> = {
  ambient: { valence: 0.1, arousal: -0.85, reach: 0.85 },
  piano: { valence: -0.35, arousal: -0.6, reach: 0.85 },
  'lo-fi': { valence: 0.35, arousal: -0.35, reach: 0.8 },
  downtempo: { valence: -0.55, arousal: -0.05, reach: 0.75 },
  chillwave: { valence: 0.6, arousal: 0.05, reach: 0.7 },
  synthwave: { valence: -0.15, arousal: 0.4, reach: 0.85 },
  house: { valence: 0.65, arousal: 0.65, reach: 0.8 },
  techno: { valence: -0.5, arousal: 0.8, reach: 0.8 },
}

/** How calm (0) or lively (1) an arousal is for a style: one half at its home. */
export function livelinessIn(style: Style, arousal: number): number {
  const { arousal: home, reach } = HOMES[style]
  return Math.min(1, Math.max(0, 0.5 + (arousal - home) / (1.4 * reach)))
}

/**
 * Draws a style that is plausible at a point: the nearer its home, the likelier; out of reach of all, the nearest. Products and a square
 * root only, which IEEE 754 rounds the same everywhere; powers need not be.
 */
export function styleAt(valence: number, arousal: number, random: Random): Style {
  const weighted = STYLES.map((style) => {
    const { valence: v, arousal: a, reach } = HOMES[style]
    // Valence counts for less: a style is first of all a level of energy.
    const distance = Math.sqrt(0.5 * (valence - v) * (valence - v) + (arousal - a) * (arousal - a))
    const nearness = Math.max(0, 1 - distance / reach)
    return { style, distance, weight: nearness * nearness }
  })
  const nearest = weighted.reduce((best, item) => (item.distance < best.distance ? item : best))
  const plausible = weighted.filter(({ weight }) => weight > 0)
  return plausible.length === 0
    ? nearest.style
    : pickWeighted(plausible, ({ weight }) => weight, random).style
}
