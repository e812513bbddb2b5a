import type { App } from '@mooddj/platform/app'
import type { Bus } from '@mooddj/platform/bus'
import { NotReady } from '@mooddj/platform/ops'
import { isPrivateAddress } from '@mooddj/platform/private-address'
import { type InferenceAnnounced, inferenceAnnounced } from '@mooddj/shared/channels'
import type { CrewMember } from './crew-member.ts'
import { type FrameLink, openFrameLink } from './frame-link.ts'
import type { FrameLanes } from './frame-lanes.ts'

/** The inference processes that announce themselves, and the links to them. */
export interface InferenceCrew {
  /** Frames a second that all of them can read together; 0 while none is reached. */
  capacity(): number
  /** Sessions that all of them read lately, other gateways' included. */
  sessions(): number
  /** How often a link to one of them was tried again. */
  retries(): number
  /** Rejects in plain words while no inference process is reached. */
  check(): Promise<void>
  /** Time goes on: signs of life are asked for, and who gives none is left. */
  sweep(): void
}

interface Known {
  announced: InferenceAnnounced
  readonly link: FrameLink
  readonly member: CrewMember
  /** Neither announced nor reached for so long, ms. */
  missingMs: number
}

const DOUBTFUL_AFTER_MS = 1_200
const GONE_AFTER_MS = 2_500
/** A sweep that comes later than this tells more of us than of the others. */
const SWEEP_MAX_MS = 200
const CREW_MAX = 256

/** Listens for announcements and keeps a link to each process that makes them; `lanes` send their frames by them. */
export function openInferenceCrew(app: App, { bus, lanes }: { bus: Bus; lanes: FrameLanes }): InferenceCrew {
  const known = new Map<string, Known>()
  let retries = 0
  let sweptAt = performance.now()

  const leave = (id: string, { link, member }: Known, why: string) => {
    app.log.info({ inference: id, why }, 'an inference process is left')
    known.delete(id)
    link.close()
    lanes.leave(member)
  }
  const meet = (id: string, announced: InferenceAnnounced) => {
    const { host, port, secret } = announced
    const link = openFrameLink(
      { host, port, secret },
      {
        onAnswer: (sessionId, answered) => lanes.answered(member, sessionId, answered),
        onOpen: () => {
          app.log.info({ inference: id, host, port }, 'an inference process is reached')
          lanes.join(member)
        },
        onLost: (reason) => {
          app.log.warn({ inference: id, reason }, 'the link to an inference process broke')
          lanes.leave(member)
        },
        onRetry: () => (retries += 1),
      },
    )
    const newcomer: Known = { announced, link, member: memberOf(id, () => newcomer), missingMs: 0 }
    const { member } = newcomer
    known.set(id, newcomer)
  }
  const stopListening = bus.listen(inferenceAnnounced, '*', (announced, id) => {
    const there = known.get(id)
    if (there !== undefined) {
      there.announced = announced
      there.missingMs = 0
      lanes.refresh()
    } else if (!announced.isLeaving && known.size < CREW_MAX) {
      if (isPrivateAddress(announced.host)) meet(id, announced)
      else app.log.warn({ inference: id }, 'an inference process outside private networks is not called')
    }
  })
  app.addHook('onClose', (_app, done) => {
    stopListening()
    for (const { link } of known.values()) link.close()
    done()
  })
  const reached = () =>
    [...known.values()].filter(({ link, announced }) => link.isOpen && !announced.isLeaving)

  return {
    capacity: () => reached().reduce((sum, { announced }) => sum + announced.capacity, 0),
    sessions: () => reached().reduce((sum, { announced }) => sum + announced.sessions, 0),
    retries: () => retries,
    check: async () => {
      if (reached().length > 0) return
      throw new NotReady(
        known.size === 0
          ? 'No inference process has announced itself on NATS: moods cannot be read until one starts.'
          : `None of ${known.size} inference processes that announced themselves can be reached: moods cannot be read.`,
      )
    },
    sweep() {
      const now = performance.now()
      const passed = Math.min(SWEEP_MAX_MS, now - sweptAt)
      sweptAt = now
      for (const [id, one] of known) {
        one.link.pass(passed)
        // While NATS is away nobody can announce anything; a link that answers is a sign of life by itself.
        one.missingMs =
          one.link.isOpen && one.link.silentMs < DOUBTFUL_AFTER_MS
            ? 0
            : one.missingMs + (bus.isConnected() ? passed : 0)
        if (one.missingMs > GONE_AFTER_MS) leave(id, one, 'silent')
        else if (one.announced.isLeaving && !one.link.isOpen) leave(id, one, 'said goodbye')
      }
    },
  }
}

function memberOf(id: string, self: () => Known): CrewMember {
  return {
    id,
    get threads() {
      return self().announced.threads
    },
    get capacity() {
      return self().announced.capacity
    },
    get reading() {
      return self().announced.reading
    },
    standing() {
      const { announced, link } = self()
      if (announced.isLeaving || !link.isOpen) return 'gone'
      return link.silentMs > DOUBTFUL_AFTER_MS ? 'doubtful' : 'ready'
    },
    send: (sessionId, frame) => self().link.send(sessionId, frame, self().announced.isFollowing === true),
  }
}
