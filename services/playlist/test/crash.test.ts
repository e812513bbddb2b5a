import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from '@mooddj/dj/ports'
import { type TrackJudged, trackJudged } from '@mooddj/shared/channels'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { eventually, type House, openHouse } from './house.ts'

const playlists = createParser(PlaylistSchema)

describe('a process that is killed', () => {
  let house: House
  let service: ChildProcess
  let url = ''
  const told: TrackJudged[] = []
  before(async () => {
    house = await openHouse()
    await house.streams.handle(trackJudged, async (event) => void told.push(event))
    await start()
  })
  after(async () => {
    await kill()
    await house.close()
  })

  async function start() {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const { TRUSTED_PROXIES: _, ...settings } = house.config
    const told = Object.fromEntries(
      Object.entries({ ...settings, PORT: port }).map(([name, value]) => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    )
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
    service = spawn(process.execPath, [main], { env: { ...process.env, ...told }, stdio: 'inherit' })
    await eventually(async () => (await status('/v1/shares/none')) === 404, 20_000)
  }
  async function kill() {
    if (service.exitCode !== null || service.signalCode !== null) return
    service.kill('SIGKILL')
    await once(service, 'exit')
  }
  async function status(path: string) {
    try {
      return (await fetch(url + path)).status
    } catch {
      // Not listening yet.
      return 0
    }
  }

  test('has lost nothing it answered for, and a retry doubles nothing', async () => {
    const guest = house.guest()
    const post = (path: string, key: string, body: object) =>
      fetch(url + path, {
        method: 'POST',
        headers: {
          authorization: guest.authorization,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      })
    const compose = async () =>
      playlists.parse(
        await (await post('/v1/playlists', 'make', { strategy: 'match', mood: 'happy' })).json(),
      )
    const playlist = await compose()
    const judge = async () => {
      const body = { playlistId: playlist.id, verdict: 'like', positionMs: 10 }
      return (await post(`/v1/tracks/${playlist.tracks[0]?.id}/judgements`, 'like', body)).status
    }
    await house.servers.nats.kill()
    assert.equal(await judge(), 202)
    await kill()
    await house.servers.nats.start()
    await start()
    assert.deepEqual(await compose(), playlist)
    assert.equal(await judge(), 202)
    await eventually(async () => (await house.query('select id from outbox')).length === 0, 20_000)
    await eventually(async () => told.length > 0, 20_000)
    assert.equal(told.length, 1)
    assert.equal((await house.query('select id from judgements')).length, 1)
    assert.equal((await house.query('select id from playlists')).length, 1)
  })
})
