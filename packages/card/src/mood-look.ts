import type { Emotion } from '@mooddj/shared/emotion'

/** Each emotion's light on a card, as `#rrggbb`. */
export const MOOD_COLOURS = {
  happy: '#ffc247',
  sad: '#4d82ff',
  angry: '#ff4d5e',
  neutral: '#b9c2dc',
  surprise: '#ff5ce1',
  fear: '#9b6bff',
  disgust: '#3ddc84',
} as const satisfies Record<Emotion, string>

/** The darkest colour of a card: the ground of neon and glass, the ink of minimal. */
export const GROUND = '#07070d'
export const INK = '#f3f2fa'
export const QUIET_INK = '#c3c0d6'

/** A `#rrggbb` colour with an opacity from 0 to 1. */
export function withOpacity(colour: string, opacity: number): string {
  return `${colour}${hex(opacity * 255)}`
}

/** A `#rrggbb` colour moved towards another by a share from 0 to 1. */
export function mixed(colour: string, towards: string, share: number): string {
  const channel = (from: string, place: number) => Number.parseInt(from.slice(place, place + 2), 16)
  return [1, 3, 5].reduce((text, place) => {
    const start = channel(colour, place)
    return text + hex(start + (channel(towards, place) - start) * share)
  }, '#')
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0')
}
