import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { createListener, type Listener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'

const FRAMES_PER_SECOND = 5
const AGAIN_MS = 100

/** A listener whose camera runs and who comes back, as the page does, whenever the socket closes: to whichever gateway takes them. */
export interface LiveSession {
  readonly listener: Listener
  readonly sessionId: string
  /** How long at most no reading came since the last call, in milliseconds, and how often the socket had to be opened again. */
  takeFigures(): { awayMs: number; reopened: number }
  /** Makes a playlist of the settled mood; throws unless there is one and it still is happy. */
  compose(): Promise<void>
  close(): void
}

/** Opens a session at one of the gateways and resolves when its mood has settled. */
export async function openLiveSession(gateways: readonly string[]): Promise<LiveSession> {
  const listener = await createListener(gateways[0] ?? '')
  await listener.consent()
  const frame = await smilingFrame()
  const figures = { awayMs: 0, reopened: 0, lastReadingAt: 0 }
  const state = { closing: false, sessionId: '' }
  const settled = Promise.withResolvers<void>()
  let turn = Math.floor(Math.random() * gateways.length)

  /** Whichever gateway answers: a load balancer leaves out those that do not. */
  const call: Listener['call'] = async (...request) => {
    for (const gateway of gateways) {
      try {
        return await listener.at(gateway).call(...request)
      } catch {
        // Not this one.
      }
    }
    throw new Error('no gateway answers')
  }
  const openSomewhere = async () => {
    for (;;) {
      turn += 1
      const gateway = gateways[turn % gateways.length] ?? ''
      try {
        return await listener.at(gateway).openLive(state.sessionId || undefined)
      } catch (error) {
        // A gateway that is leaving refuses: the next one is asked.
        if (state.closing) throw error
        await wait(AGAIN_MS)
      }
    }
  }
  const stay = async () => {
    while (!state.closing) {
      const live = await openSomewhere()
      if (state.sessionId !== '') figures.reopened += 1
      state.sessionId ||= live.sessionId
      const camera = live.stream(frame, FRAMES_PER_SECOND)
      void live.next('settled', 60_000).then(
        () => settled.resolve(),
        () => undefined,
      )
      try {
        while (!state.closing) {
          await live.next('mood', 60_000)
          const now = performance.now()
          if (figures.lastReadingAt > 0)
            figures.awayMs = Math.max(figures.awayMs, now - figures.lastReadingAt)
          figures.lastReadingAt = now
        }
      } catch {
        // The socket closed: open another.
      }
      camera.stop()
      live.close()
    }
  }
  const staying = stay()
  staying.catch((error: unknown) => settled.reject(error))
  await settled.promise
  return {
    listener,
    get sessionId() {
      return state.sessionId
    },
    takeFigures() {
      const { awayMs, reopened } = figures
      Object.assign(figures, { awayMs: 0, reopened: 0 })
      return { awayMs: Math.round(awayMs), reopened }
    },
    async compose() {
      const request = { strategy: 'match', sessionId: state.sessionId, length: 5 }
      const answer = await call('POST', '/v1/playlists', request)
      assert.equal(answer.status, 201, answer.text)
      assert.match(answer.text, /"emotion":"happy"/)
    },
    close() {
      state.closing = true
    },
  }
}
