import type { Codec } from './codec.ts'

/**
 * What a sender may count on. `live`: whoever listens now, nothing is kept. `every`: each one, at least once, kept in a stream
 * for seven days.
 */
export type Delivery = 'live' | 'every'

/** One kind of fact that services tell each other. */
export interface Channel<T, D extends Delivery = Delivery> {
  /** `<noun>.<past participle>.v<major>` */
  name: string
  delivery: D
  codec: Codec<T>
}

export function defineChannel<T, D extends Delivery>(
  name: string,
  delivery: D,
  codec: Codec<T>,
): Channel<T, D> {
  return { name, delivery, codec }
}

/**
 * The NATS subject of one message. The key is the session's id for `live` channels and the account's id for `every` channels, so
 * that deleting an account can purge what a stream keeps of it.
 */
export function subjectOf(channel: Channel<unknown>, key: string): string {
  if (!/^[\w-]+$/.test(key) && key !== '*')
    throw new RangeError('a subject key holds only letters, digits, _ and -')
  return `${channel.delivery}.${channel.name}.${key}`
}

/** The key that {@link subjectOf} wrote into a subject. */
export function keyOf(subject: string): string {
  return subject.slice(subject.lastIndexOf('.') + 1)
}
