import { freePort } from '@mooddj/dj/ports'
import { createPage } from '@mooddj/dj/services'
import { startTestServer, type TestServer } from '@mooddj/testkit/test-server'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The page's server, and nothing behind it. */
export interface LonelyPage extends Pick<TestServer, 'kill' | 'start'> {
  /** The page's origin. */
  origin: string
  close(): Promise<void>
}

/** Starts the page as `dj up` does, with a gateway that is not there. */
export async function openLonelyPage(): Promise<LonelyPage> {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-lonely-'))
  const [port, nowhere] = [await freePort(), await freePort()]
  const { program } = createPage({
    portOf: (name) => (name === 'web' ? port : nowhere),
    publicUrl: `http://127.0.0.1:${port}`,
    gatewayPublicUrl: `http://127.0.0.1:${nowhere}`,
  })
  const server = await startTestServer(program, port, join(folder, 'page.log'))
  return {
    origin: `http://127.0.0.1:${port}`,
    kill: server.kill,
    start: server.start,
    async close() {
      await server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
