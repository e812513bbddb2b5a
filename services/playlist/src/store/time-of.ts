import { UndecodableError } from '@mooddj/shared/codec'

/** The time that an event names; one that names none is given up rather than tried again. */
export function timeOf(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new UndecodableError('an event names a time that is none')
  return time
}
