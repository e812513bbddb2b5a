import type { App } from './app.ts'
import { Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Longer than a client of ours keeps a connection that it does not use: see `keepAliveTimeout` in the app. */
const LEAVES_WITHIN_MS = 2_000
const LOOKS_EVERY_MS = 20

/**
 * Lets the service leave without failing anyone. As soon as it is told to end, new connections are refused, so that whoever comes is led to
 * another copy; whoever holds a connection may ask on it once more, and is told in the answer that it ends there (RFC 9112, 9.6). Only then
 * are connections cut on which nobody asked for two seconds: cut at once, a question would be lost that is on its way already, and whoever
 * asked could not know whether it was done. Call it last: hooks that close live sockets, added before, run before this one.
 */
export function leaveInGoodOrder(app: App): void {
  const kept = new Set<Socket>()
  app.server.on('connection', (socket) => {
    kept.add(socket)
    socket.once('close', () => kept.delete(socket))
  })
  app.addHook('preClose', async () => {
    // Not the HTTP server's own `close`, which would cut idle connections at once.
    Server.prototype.close.call(app.server)
    const deadline = performance.now() + LEAVES_WITHIN_MS
    while (kept.size > 0 && performance.now() < deadline) await wait(LOOKS_EVERY_MS)
  })
}
