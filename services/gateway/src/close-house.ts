import { CLOSE_CODES } from '@mooddj/shared/live-protocol'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { WebSocket } from 'ws'
import type { Guest, House } from './house.ts'

/** How the house ends: nobody comes in, everyone inside is told to come back, nobody can hold the door. */
export interface ClosingHouse {
  isClosing(): boolean
  /** For @fastify/websocket, before the server stops listening. */
  preClose(this: FastifyInstance): Promise<void>
  /** For @fastify/websocket: an error on one socket. The library has begun to close it with the code that fits (1002, 1007, 1009). */
  onSocketError(this: FastifyInstance, error: Error, socket: WebSocket): void
}

const GRACE_MS = 1_500
/** Between one socket told to come back and the next: whoever takes them in has a breath for each, */
const PAUSE_MS = 10
/** but all are told within this. Until then they are served as ever. */
const SPREAD_MS = 2_000
const ERROR_GRACE_MS = 1_000

export function closeHouse(house: House): ClosingHouse {
  let closing = false
  return {
    isClosing: () => closing,
    async preClose() {
      closing = true
      await sendAway([...house.all()])
      const { clients } = this.websocketServer
      const deadline = performance.now() + GRACE_MS
      while (clients.size > 0 && performance.now() < deadline) await wait(20)
      for (const client of clients) client.terminate()
      this.websocketServer.close()
    },
    onSocketError(error, socket) {
      this.log.debug({ err: error }, 'a live socket failed')
      const timer = setTimeout(() => socket.terminate(), ERROR_GRACE_MS)
      socket.once('close', () => clearTimeout(timer))
    },
  }
}

/** Closes sockets one after the other, so that not everyone comes to the other gateways at the same moment. */
async function sendAway(guests: readonly Guest[]): Promise<void> {
  const begun = performance.now()
  const pauseMs = Math.min(PAUSE_MS, SPREAD_MS / guests.length)
  for (const [index, { line }] of guests.entries()) {
    const dueIn = begun + index * pauseMs - performance.now()
    if (dueIn > 1) await wait(dueIn)
    line.close(CLOSE_CODES.restart, 'the service is restarting: come back in a moment')
  }
}
