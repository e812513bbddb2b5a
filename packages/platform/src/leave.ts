import type { App } from './app.ts'
import { Server, type Socket } from 'node:net'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

/** However many come. */
const CLOSES_WITHIN_MS = 500
/** Longer than a client of ours keeps a connection that it does not use: see `keepAliveTimeout` in the app. */
const LEAVES_WITHIN_MS = 2_000
const LOOKS_EVERY_MS = 20

/**
 * Lets the service leave without failing anyone. Whoever has come by now is let in, then new connections are refused, so that who comes
 * later is led to another copy; whoever holds a connection may ask on it once more, and is told in the answer that it ends there (RFC 9112,
 * 9.6). Only then are connections cut on which nobody asked for two seconds: cut at once, a question would be lost that is on its way
 * already, and whoever asked could not know whether it was done. Call it last: hooks that close live sockets, added before, run before this
 * one.
 */
export function leaveInGoodOrder(app: App): void {
  const kept = new Set<Socket>()
  let came = 0
  app.server.on('connection', (socket) => {
    came += 1
    kept.add(socket)
    socket.once('close', () => kept.delete(socket))
  })
  app.addHook('preClose', async () => {
    await nobodyComes(() => came)
    // Not the HTTP server's own `close`, which would cut idle connections at once.
    Server.prototype.close.call(app.server)
    const deadline = performance.now() + LEAVES_WITHIN_MS
    while (kept.size > 0 && performance.now() < deadline) await wait(LOOKS_EVERY_MS)
  })
}

/**
 * Waits for a turn of the event loop in which nobody came. The kernel holds whoever has connected until the loop takes them, one a turn, and
 * resets all whom it still holds when the listener closes.
 */
async function nobodyComes(came: () => number): Promise<void> {
  const deadline = performance.now() + CLOSES_WITHIN_MS
  // From here on a turn is a whole one: it looks for connections before it comes back.
  await turn()
  let before: number
  do {
    before = came()
    await turn()
  } while (came() > before && performance.now() < deadline)
}
