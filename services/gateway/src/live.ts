import type { EmotionPoints } from '@mooddj/shared/affect'
import { moodForgotten, moodSettled, sessionOpened } from '@mooddj/shared/channels'
import { CLOSE_CODES } from '@mooddj/shared/live-protocol'
import type { App } from '@mooddj/platform/app'
import type { FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import type { WebSocket } from 'ws'
import type { Doorman, Entry } from './doorman.ts'
import type { Forgetting } from './forgetting.ts'
import { createFrameFollower } from './frame-follower.ts'
import type { FrameLanes } from './frame-lanes.ts'
import type { Guest, House } from './house.ts'
import { createLine } from './line.ts'
import type { LiveMetrics } from './live-metrics.ts'
import { openLiveSession } from './live-session.ts'
import { moodSettledEvent } from './mood-settled-event.ts'
import { TicketInvalid, UpgradeRequired } from './problems.ts'
import type { SessionStore } from './session-store.ts'
import type { HeldMood } from './settle.ts'
import type { Telling } from './telling.ts'

interface LiveParts {
  doorman: Doorman
  forgetting: Forgetting
  house: House
  lanes: FrameLanes
  metrics: LiveMetrics
  sessions: SessionStore
  telling: Telling
  framesPerSecond: number
  followedShare: number
  points: EmotionPoints
}

/** `GET /v1/live?ticket=…`: the live socket. */
export function liveRoute(app: App, parts: LiveParts): void {
  const entries = new WeakMap<FastifyRequest, Entry>()
  app.route({
    method: 'GET',
    url: '/v1/live',
    schema: { querystring: Type.Object({ ticket: Type.Optional(Type.String({ maxLength: 512 })) }) },
    preHandler: [
      async (request) => {
        const { ticket } = request.query
        if (!request.ws) throw ticket === undefined ? TicketInvalid() : UpgradeRequired()
        entries.set(request, await parts.doorman.admit(request, ticket))
      },
      (request, _reply, done) => {
        // Synchronous to the upgrade itself: nobody can take the last place in between.
        const entry = entries.get(request)
        if (entry !== undefined) parts.doorman.checkPlace(entry.seat.sessionId, entry.kept !== undefined)
        done()
      },
    ],
    handler: () => {
      throw UpgradeRequired()
    },
    wsHandler: (socket, request) => {
      const entry = entries.get(request)
      if (entry === undefined) socket.terminate()
      else seat(app, socket, entry, parts)
    },
  })
}

function seat(
  app: App,
  socket: WebSocket,
  { seat: { sessionId, accountId, signInId }, kept }: Entry,
  parts: LiveParts,
): void {
  const { forgetting, house, lanes, metrics, sessions, telling, framesPerSecond, followedShare, points } =
    parts
  const older = house.find(sessionId)
  const socketId = randomUUID()
  const line = createLine(socket)
  let toldAt = 0
  const keep = async (held: HeldMood | undefined) => {
    await sessions.keep({ sessionId, accountId, socketId, held }, Date.now()).catch((err: unknown) => {
      // The next beat keeps it again.
      app.log.warn({ err }, 'a session could not be kept')
    })
  }
  const session = openLiveSession(
    { sessionId, resumedMood: kept?.held },
    {
      line,
      lanes,
      metrics,
      now: Date.now,
      framesPerSecond,
      follower: createFrameFollower(followedShare),
      points,
      onHeld: async (held, at) => {
        // No two of a session's moods, held or taken back, are of the same moment: the later one counts, in whatever order they arrive.
        toldAt = Math.max(at, toldAt + 1)
        if (held === undefined) {
          const event = { sessionId, accountId, forgottenAt: new Date(toldAt).toISOString() }
          forgetting.began(sessionId)
          telling.tell(moodForgotten, accountId, event, `forgotten-${sessionId}-${toldAt}`)
          await keep(undefined)
          return
        }
        const event = moodSettledEvent({ sessionId, accountId }, held, toldAt)
        const id = `settled-${sessionId}-${toldAt}`
        await keep(held)
        telling.tell(moodSettled, accountId, event, id)
      },
    },
  )
  const guest: Guest = { sessionId, accountId, signInId, socketId, line, session }
  house.enter(guest)
  older?.session.close()
  older?.line.close(CLOSE_CODES.policy, 'a newer socket has taken this session')
  void keep(kept?.held)
  if (kept === undefined) {
    const opened = { sessionId, accountId, openedAt: new Date().toISOString() }
    telling.tell(sessionOpened, accountId, opened, `opened-${sessionId}`)
  }

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    line.heard()
    if (isBinary) session.onFrame(data)
    else session.onText(data.toString())
  })
  socket.on('pong', () => line.heard())
  socket.once('close', (code) => {
    metrics.socketsClosed.inc({ code: String(code) })
    session.close()
    if (house.leave(guest)) void keep(session.held())
  })
}
