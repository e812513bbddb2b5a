/** What one service may do on NATS: exactly what it does. Channels are named as in `@mooddj/shared/channels`, with their delivery before. */
export interface NatsRights {
  /** Channels that it tells, whoever they are of. */
  readonly tells: readonly string[]
  /** Channels that it hears while it is there. */
  readonly hears: readonly string[]
  /** Channels of the stream that it handles, each under a durable consumer `<service>-<channel>`. */
  readonly handles: readonly string[]
  /** Whether it erases from the stream what was told of an account. The stream's interface for that is by number: it opens every message. */
  readonly erases: boolean
  /** Whether it may change the stream, so that it is kept on as many servers as is configured. One service is enough. */
  readonly resizes?: boolean
}

/** The one stream, of every `every.*` subject. */
export const eventStream = 'every'

/** Who may do what on NATS, a user a service. */
export const natsRights = {
  gateway: {
    tells: [
      'every.session.opened.v1',
      'every.session.ended.v1',
      'every.mood.settled.v1',
      'every.mood.forgotten.v1',
    ],
    hears: [
      'live.inference.announced.v1',
      'live.session.recorded.v1',
      'every.playlist.composed.v1',
      'every.card.drawn.v1',
      'every.consent.withdrawn.v1',
      'every.account.deleted.v1',
      'every.sign-in.ended.v1',
    ],
    handles: ['every.consent.withdrawn.v1', 'every.account.deleted.v1'],
    erases: true,
  },
  inference: { tells: ['live.inference.announced.v1'], hears: [], handles: [], erases: false },
  auth: {
    tells: [
      'every.consent.given.v1',
      'every.consent.withdrawn.v1',
      'every.sign-in.ended.v1',
      'every.spotify.unlinked.v1',
      'every.account.deleted.v1',
    ],
    hears: [],
    handles: ['every.account.deleted.v1'],
    erases: true,
    resizes: true,
  },
  playlist: {
    tells: ['every.playlist.composed.v1', 'every.track.judged.v1', 'live.session.recorded.v1'],
    hears: ['live.session.recorded.v1'],
    handles: [
      'every.session.opened.v1',
      'every.session.ended.v1',
      'every.mood.settled.v1',
      'every.mood.forgotten.v1',
      'every.consent.withdrawn.v1',
      'every.spotify.unlinked.v1',
      'every.account.deleted.v1',
    ],
    erases: true,
  },
  snapshot: {
    tells: ['every.card.drawn.v1'],
    hears: [],
    handles: ['every.spotify.unlinked.v1', 'every.account.deleted.v1'],
    erases: false,
  },
} as const satisfies Record<string, NatsRights>

/** What a user may send and hear, as NATS's own subjects. */
export interface Subjects {
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
}

/** Where the answers to what a user asks arrive: a prefix of its own, which nobody else may hear. */
export function inboxOf(user: string): string {
  return `_INBOX_${user}`
}

/** A service's rights in subjects (those of JetStream's interface: NATS documentation, "NATS API Reference"). */
export function subjectsOf(
  service: string,
  { tells, hears, handles, erases, resizes = false }: NatsRights,
): Subjects {
  const usesStream = [...tells, ...handles].some((channel) => channel.startsWith('every.'))
  return {
    publish: [
      ...tells.map((channel) => `${channel}.*`),
      // Whoever comes first makes the stream; what is there cannot be changed or removed this way.
      ...(usesStream ? [`$JS.API.STREAM.INFO.${eventStream}`, `$JS.API.STREAM.CREATE.${eventStream}`] : []),
      ...(resizes ? [`$JS.API.STREAM.UPDATE.${eventStream}`] : []),
      ...handles.flatMap((channel) => consumerSubjects(service, channel)),
      ...(erases
        ? [`$JS.API.STREAM.MSG.GET.${eventStream}`, `$JS.API.STREAM.MSG.DELETE.${eventStream}`]
        : []),
    ],
    subscribe: [...hears.map((channel) => `${channel}.*`), `${inboxOf(service)}.>`],
  }
}

function consumerSubjects(service: string, channel: string): string[] {
  const durable = `${service}-${channel.slice(channel.indexOf('.') + 1).replaceAll('.', '-')}`
  return [
    // The filter is a part of the subject: this consumer is made of this channel only.
    `$JS.API.CONSUMER.CREATE.${eventStream}.${durable}.${channel}.*`,
    `$JS.API.CONSUMER.INFO.${eventStream}.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.${eventStream}.${durable}`,
    `$JS.ACK.${eventStream}.${durable}.>`,
  ]
}

/** Who watches the stream: reads what is said of it, and not what is in it. */
export const monitorSubjects: Subjects = {
  publish: [
    '$JS.API.INFO',
    '$JS.API.STREAM.NAMES',
    '$JS.API.STREAM.LIST',
    `$JS.API.STREAM.INFO.${eventStream}`,
    `$JS.API.CONSUMER.NAMES.${eventStream}`,
    `$JS.API.CONSUMER.LIST.${eventStream}`,
    `$JS.API.CONSUMER.INFO.${eventStream}.*`,
  ],
  subscribe: [`${inboxOf('monitor')}.>`],
}

/** Who backs the stream up and puts it back, as `dj backup` and `dj restore` do: copies it out, and replaces it by what a copy holds. */
export const keeperSubjects: Subjects = {
  publish: [
    `$JS.API.STREAM.INFO.${eventStream}`,
    `$JS.API.STREAM.MSG.GET.${eventStream}`,
    `$JS.API.STREAM.SNAPSHOT.${eventStream}`,
    `$JS.SNAPSHOT.ACK.${eventStream}.>`,
    `$JS.API.STREAM.RESTORE.${eventStream}`,
    `$JS.SNAPSHOT.RESTORE.${eventStream}.>`,
    `$JS.API.STREAM.DELETE.${eventStream}`,
    // What was told while the copy was taken is told again.
    `${eventStream}.>`,
  ],
  subscribe: [`${inboxOf('keeper')}.>`],
}
