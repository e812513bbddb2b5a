import type { Style } from '@mooddj/engine/style'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { WEEKDAYS } from './local-time.ts'

const part = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false, default: {} })
const hour = (value: number) => Type.Integer({ minimum: 0, maximum: 23, default: value })
const shift = (value: number) => Type.Number({ minimum: -0.5, maximum: 0.5, default: value })

/** Which way one circumstance leans: how far it moves the target, and which styles it welcomes (1) or would rather not have (−1). */
const leaning = (
  { valence = 0, arousal = 0 }: { valence?: number; arousal?: number },
  styles: Partial<Record<Style, number>> = {},
) =>
  part({
    valence: shift(valence),
    arousal: shift(arousal),
    styles: Type.Record(Type.String({ maxLength: 64 }), Type.Number({ minimum: -1, maximum: 1 }), {
      default: styles,
    }),
  })

/** The setting CONTEXT_RULES: what time, day and weather make of a playlist, and what is left unsaid as it is here. */
export const ContextRulesSchema = part({
  /** The hour at which each part of the day begins. */
  begins: part({ morning: hour(5), day: hour(10), evening: hour(17), night: hour(22) }),
  weekend: Type.Array(Type.Enum(WEEKDAYS), { default: ['Sat', 'Sun'], maxItems: 7 }),
  /** All together move the target by at most so much along each axis. */
  mostShift: Type.Number({ minimum: 0, maximum: 0.5, default: 0.15 }),
  dayparts: part({
    morning: leaning({ arousal: 0.03 }, { chillwave: 0.5, piano: 0.3, 'lo-fi': 0.2, techno: -0.3 }),
    day: leaning({}, { house: 0.2, synthwave: 0.2 }),
    evening: leaning({ arousal: -0.03 }, { downtempo: 0.3, chillwave: 0.3, synthwave: 0.3 }),
    night: leaning({ arousal: -0.1 }, { ambient: 0.5, piano: 0.4, 'lo-fi': 0.5, house: -0.4, techno: -0.6 }),
  }),
  days: part({
    weekend: leaning({ valence: 0.03, arousal: 0.04 }, { house: 0.3, synthwave: 0.2 }),
    workday: leaning({}),
  }),
  weathers: part({
    clear: leaning({ valence: 0.05, arousal: 0.02 }, { chillwave: 0.4, house: 0.3 }),
    cloudy: leaning({}, { 'lo-fi': 0.2, downtempo: 0.2 }),
    fog: leaning({ arousal: -0.04 }, { ambient: 0.5, downtempo: 0.3 }),
    rain: leaning({ arousal: -0.05 }, { 'lo-fi': 0.6, piano: 0.4, techno: -0.3 }),
    snow: leaning({ arousal: -0.05 }, { ambient: 0.5, piano: 0.5, techno: -0.3 }),
    storm: leaning({ arousal: 0.02 }, { synthwave: 0.4, downtempo: 0.3 }),
  }),
})
export type ContextRules = Static<typeof ContextRulesSchema>

/** The rules unless a deployment has its own. */
export const CONTEXT_RULES: ContextRules = Value.Parse(
  ContextRulesSchema,
  Value.Default(ContextRulesSchema, {}),
)
