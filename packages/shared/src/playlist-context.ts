import { type Static, Type } from 'typebox'

/** Parts of the day, as people speak of them. */
export const DAYPARTS = ['morning', 'day', 'evening', 'night'] as const
export type Daypart = (typeof DAYPARTS)[number]

/** Kinds of weather that music may answer to. */
export const WEATHERS = ['clear', 'cloudy', 'fog', 'rain', 'snow', 'storm'] as const
export type Weather = (typeof WEATHERS)[number]

/**
 * What a listener tells of the moment; each part may be left out. The place is used only with consent to `location`, and only to 0.1°:
 * a page rounds it before it leaves, and the service again.
 */
export const ContextRequestSchema = Type.Object({
  /** A name of the IANA time zone database (`Europe/Berlin`) or an offset from UTC (`+05:30`). */
  timeZone: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_+:/-]{1,64}$' })),
  /** Degrees north; comes with `longitude` or not at all. */
  latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  /** Degrees east. */
  longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
})
export type ContextRequest = Static<typeof ContextRequestSchema>

const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()])

/** The moment that a playlist was made for, as far as it was told and may be used. */
export const PlaylistContextSchema = Type.Object({
  daypart: orNull(Type.Enum(DAYPARTS)),
  weekend: orNull(Type.Boolean()),
  weather: orNull(Type.Enum(WEATHERS)),
  /** In words: "a rainy evening". */
  moment: Type.String(),
})
export type PlaylistContext = Static<typeof PlaylistContextSchema>
