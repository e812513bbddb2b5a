import { networkInterfaces } from 'node:os'
import { PlainError } from './plain-error.ts'
import { isPortFree } from './ports.ts'

/** A port number from the environment, or the default. Throws a PlainError when it is no port. */
export function portFrom(name: string, fallback: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new PlainError(`${name} is ${text}, which is not a port: set it to a number from 1 to 65535.`)
  return port
}

/** Throws a PlainError with the remedy when another program listens on this port. */
export async function requireFreePort(name: string, port: number, host = '127.0.0.1'): Promise<void> {
  if (await isPortFree(port, host)) return
  const other = port < 60_000 ? port + 1 : port - 1
  const reason = port < 1024 ? 'is taken or needs root' : 'is taken by another program'
  throw new PlainError(
    `Port ${port} ${reason}: end that program, or choose another port with ${name}=${other} ./dj up.`,
  )
}

/** This machine's address on the local network: the one asked for, or the first IPv4 address that is not loopback. */
export function lanAddress(wanted: string): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const usable = all.filter(({ family, internal }) => family === 'IPv4' && !internal)
  if (wanted !== '') {
    if (all.some(({ address }) => address === wanted)) return wanted
    throw new PlainError(
      `This machine has no address ${wanted}: choose one of ${usable.map(({ address }) => address).join(', ') || 'none'}.`,
    )
  }
  const first = usable[0]?.address
  if (first === undefined)
    throw new PlainError(
      'This machine has no address on a local network: connect it, or name one with --lan=ADDRESS.',
    )
  return first
}
