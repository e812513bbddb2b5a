import { connect } from 'node:tls'
import { join } from 'node:path'
import { lanAddress, portFrom, requireFreePort } from './addresses.ts'
import { type Certificate, ensureCertificate } from './certificate.ts'
import { root } from './places.ts'
import type { Progress } from './progress.ts'
import { type Surroundings, ownEnvironment } from './services.ts'
import type { Charge } from './supervisor.ts'

/** The HTTPS origin on the local network, before it is started. */
export interface Front extends Certificate {
  readonly address: string
  readonly port: number
}

/** Chooses the address and port (LAN_PORT, else 3443), makes the certificate, and tells how a phone opens the page. */
export async function prepareFront(data: string, wanted: string, { say }: Progress): Promise<Front> {
  const address = lanAddress(wanted)
  const port = portFrom('LAN_PORT', 3443)
  await requireFreePort('LAN_PORT', port, address)
  const certificate = await ensureCertificate(data, address, say)
  say(`On a phone in the same network, open https://${address}:${port}`)
  say('Its browser warns once, because this machine signed the certificate itself: choose to go on.')
  return { ...certificate, address, port }
}

/** The process that serves it. */
export function createFront(front: Front, { portOf }: Surroundings): Charge {
  return {
    port: front.port,
    isServer: false,
    program: {
      name: 'lan',
      command: process.execPath,
      args: ['src/lan-main.ts'],
      cwd: join(root, 'packages', 'dj'),
      env: {
        ...ownEnvironment(),
        HOST: front.address,
        PORT: String(front.port),
        TLS_KEY_FILE: front.key,
        TLS_CERTIFICATE_FILE: front.certificate,
        GATEWAY_PORT: String(portOf('gateway')),
        WEB_PORT: String(portOf('web')),
      },
      stopSignal: 'SIGTERM',
      isReady: () => shakesHands(front),
    },
  }
}

/** Whether a TLS handshake succeeds. Trust is not asked for: the certificate is our own. */
function shakesHands({ address, port }: Front): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, rejectUnauthorized: false, timeout: 2000 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('secureConnect', () => end(true))
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => end(false))
  })
}
