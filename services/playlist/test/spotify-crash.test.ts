import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import type { FaultPlace } from '@mooddj/testkit/fake-spotify/faults'
import { freePort } from '@mooddj/dj/ports'
import { eventually, type Guest } from './house.ts'
import { openSpotifyHouse, type SpotifyHouse } from './spotify-house.ts'

const playlists = createParser(PlaylistSchema)

describe('a process that is killed while it makes a playlist in Spotify', () => {
  let house: SpotifyHouse
  let guest: Guest
  let service: ChildProcess
  let url = ''
  let written = ''
  before(async () => {
    house = await openSpotifyHouse()
    guest = await house.linked()
    await start()
  })
  after(async () => {
    await kill()
    await house.close()
  })
  beforeEach(() => house.calm())

  async function start() {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const { TRUSTED_PROXIES: _, ...settings } = { ...house.config, ...house.settings }
    const told = Object.entries({ ...settings, PORT: port, LOG_LEVEL: 'trace' }).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ])
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
    service = spawn(process.execPath, [main], { env: { ...process.env, ...Object.fromEntries(told) } })
    for (const output of [service.stdout, service.stderr])
      output?.on('data', (bytes: Buffer) => {
        written += bytes.toString()
      })
    await eventually(
      async () => (await fetch(`${url}/v1/shares/none`).catch(() => undefined))?.status === 404,
      60_000,
    )
  }
  async function kill() {
    if (service.exitCode !== null || service.signalCode !== null) return
    service.kill('SIGKILL')
    await once(service, 'exit')
  }
  const ask = (key: string) =>
    fetch(`${url}/v1/playlists`, {
      method: 'POST',
      headers: {
        authorization: guest.authorization,
        'content-type': 'application/json',
        'idempotency-key': key.replaceAll(' ', '-'),
      },
      body: JSON.stringify({ strategy: 'match', mood: 'happy', provider: 'spotify' }),
    })

  const moments: [name: string, place: FaultPlace][] = [
    ['asks for the playlist', { method: 'POST', path: '/v1/me/playlists' }],
    ['sends its tracks', { path: /\/items$/ }],
    ['sends its cover', { path: /\/images$/ }],
  ]
  for (const [name, place] of moments)
    test(`just as it ${name} has made it once, whole, when it is asked again`, async () => {
      const { faults } = house.spotify
      const before = house.spotify.playlists().length
      const met = faults.met()
      // The made-up Spotify does as it was asked a moment later, when nobody is there any more to hear so.
      faults.add({ kind: 'slow', ms: 400 }, { ...place, times: 1 })
      const asked = ask(name).catch(() => undefined)
      await eventually(async () => faults.met() > met)
      await kill()
      await asked
      await start()
      const made = playlists.parse(await (await ask(name)).json())
      const read = async () =>
        playlists.parse(
          await (
            await fetch(`${url}/v1/playlists/${made.id}`, { headers: { authorization: guest.authorization } })
          ).json(),
        )
      await eventually(async () => (await read()).spotify?.state === 'covered', 15_000)
      const whole = await read()
      assert.equal(whole.notice, undefined)
      const there = house.spotify.playlists().slice(before)
      assert.equal(there.length, 1)
      assert.equal(`spotify:playlist:${there[0]?.id}`, whole.spotify?.uri)
      assert.deepEqual(
        there[0]?.uris,
        whole.tracks.map(({ id }) => id),
      )
    })

  test('has written no token and no errand to its log', () => {
    assert.match(written, /answered/)
    for (const secret of [/fake-access-/, /fake-refresh-/, /errand-[0-9a-f]/, /Bearer ey/])
      assert.doesNotMatch(written, secret)
  })
})
