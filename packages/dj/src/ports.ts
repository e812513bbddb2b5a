import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { hasCode } from './process-identity.ts'

/** Below the ports that the system gives to outgoing connections (32768 on), or one of those could take it before it is listened on. */
const RANGE = { from: 18_000, to: 32_000 }
const MOST_DRAWS = 100

/** A TCP port of the loopback address that nothing listens on right now. */
export async function freePort(): Promise<number> {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const port = randomInt(RANGE.from, RANGE.to)
    if (await isPortFree(port)) return port
  }
  throw new Error(`No port from ${RANGE.from} to ${RANGE.to} is free`)
}

/** Whether a program could listen on this port of this address now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => {
      if (hasCode(error, 'EADDRINUSE') || hasCode(error, 'EACCES')) resolve(false)
      else reject(error)
    })
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
