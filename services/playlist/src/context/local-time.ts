/** The hour and day where a listener is. */
export interface LocalTime {
  /** 0 to 23. */
  hour: number
  weekday: Weekday
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** The local time in an IANA zone or at an offset (`+05:30`); undefined for a zone that does not exist. */
export function localTimeIn(timeZone: string, now: Date): LocalTime | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      hourCycle: 'h23',
      weekday: 'short',
    })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
  const parts = format.formatToParts(now)
  const said = (type: 'hour' | 'weekday') => parts.find((part) => part.type === type)?.value
  const weekday = WEEKDAYS.find((day) => day === said('weekday'))
  return weekday && { hour: Number(said('hour')), weekday }
}
