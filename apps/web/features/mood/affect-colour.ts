import { type Affect, EMOTION_POINTS } from '@mooddj/shared/affect'
import { EMOTIONS, type Emotion } from '@mooddj/shared/emotion'

/** The emotion whose point lies nearest; ties go to the one named first. */
export function nearestEmotion({ valence, arousal }: Affect): Emotion {
  const distance = (emotion: Emotion) =>
    Math.hypot(EMOTION_POINTS[emotion].valence - valence, EMOTION_POINTS[emotion].arousal - arousal)
  return EMOTIONS.reduce((best, emotion) => (distance(emotion) < distance(best) ? emotion : best))
}

/**
 * A hue for any point of the plane, so that neighbours look alike: warm where it is pleasant and lively, blue where it is
 * low and calm, red and violet where it is unpleasant and tense. Its lightness is the theme's, which a canvas
 * has to be told.
 */
export function colourOfAffect({ valence, arousal }: Affect, lightness = 'var(--affect-lightness)'): string {
  const angle = (Math.atan2(arousal, valence) * 180) / Math.PI
  const strength = Math.min(1, Math.hypot(valence, arousal))
  return `oklch(${lightness} ${(0.04 + 0.13 * strength).toFixed(3)} ${hueAt(angle).toFixed(0)})`
}

/** Hue stops round the plane: angle in degrees from "pleasant", counter-clockwise, and the OKLCH hue there. */
const HUES: readonly (readonly [angle: number, hue: number])[] = [
  [-180, 300],
  [-135, 262],
  [-90, 225],
  [-45, 175],
  [0, 95],
  [45, 65],
  [90, 345],
  [135, 20],
  [180, -60],
]

function hueAt(angle: number): number {
  const upper = Math.max(
    1,
    HUES.findIndex(([stop]) => stop >= angle),
  )
  const [fromAngle, fromHue] = HUES[upper - 1] ?? [-180, 300]
  const [toAngle, toHue] = HUES[upper] ?? [180, -60]
  const share = (angle - fromAngle) / (toAngle - fromAngle)
  const turn = ((toHue - fromHue + 540) % 360) - 180
  return (fromHue + turn * share + 360) % 360
}
