import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataFolder, reachableFolder } from '@mooddj/dj/places'
import { freePort } from '@mooddj/dj/ports'
import { converse } from '@mooddj/dj/servers/converse'
import { findServerPrograms } from '@mooddj/dj/servers/server-programs'
import { serverUser } from '@mooddj/dj/unix-user'
import { startTestServer, type TestServer } from './test-server.ts'

/** Three NATS servers that keep streams together. */
export interface NatsCluster {
  readonly servers: readonly TestServer[]
  /** `nats://127.0.0.1:port` of one of them; it tells of the others. */
  readonly natsUrl: string
  readonly stop: () => Promise<void>
}

/** Starts them on free loopback ports; resolves once each answers. Who of them leads they may still have to find out. */
export async function startNatsCluster(): Promise<NatsCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-cluster-'))
  const base = reachableFolder(dataFolder(), serverUser())
  const { nats } = await findServerPrograms({ base, say: () => undefined })
  const members = await Promise.all(
    [0, 1, 2].map(async (number) => ({ number, port: await freePort(), route: await freePort() })),
  )
  const routes = members.map(({ route }) => `"nats://127.0.0.1:${route}"`).join(', ')
  const servers = await Promise.all(
    members.map(async ({ number, port, route }) => {
      const home = join(folder, `${number}`)
      mkdirSync(home)
      writeFileSync(
        join(home, 'nats.conf'),
        `server_name: "member-${number}"
listen: "127.0.0.1:${port}"
jetstream { store_dir: ${JSON.stringify(home)}, max_file_store: 4294967296 }
cluster { name: "test", listen: "127.0.0.1:${route}", routes: [${routes}] }
`,
      )
      const program = {
        name: `nats-${number}`,
        command: nats.file,
        args: ['--config', join(home, 'nats.conf')],
        cwd: home,
        env: { ...process.env, ...nats.env },
        stopSignal: 'SIGTERM' as const,
        isReady: () => converse(port, 'CONNECT {"verbose":false}\r\nPING\r\n', /PONG\r\n/),
      }
      return startTestServer(program, port, join(home, 'log'))
    }),
  )
  return {
    servers,
    natsUrl: `nats://127.0.0.1:${members[0]?.port}`,
    stop: async () => {
      await Promise.all(servers.map((server) => server.kill()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
