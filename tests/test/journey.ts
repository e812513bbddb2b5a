import { CardSchema } from '@mooddj/shared/card'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema, SharedPlaylistSchema } from '@mooddj/shared/playlist'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { createListener } from '@mooddj/testkit/listener'
import jsqr from 'jsqr'
import assert from 'node:assert/strict'
import sharp from 'sharp'

const playlists = createParser(PlaylistSchema)
const shares = createParser(SharedPlaylistSchema)
const cards = createParser(CardSchema)

/** The whole way at a gateway (its origin): a smile settles, becomes a playlist that its link opens, and a card whose code opens it. */
export async function walkJourney(gateway: string): Promise<void> {
  const listener = await createListener(gateway)
  await listener.consent()
  const live = await listener.openLive()
  const camera = live.stream(await smilingFrame(), 10)

  const mood = await live.next('mood')
  assert.equal(mood.faces.length, 1)
  const settled = await live.next('settled')
  assert.equal(settled.emotion, 'happy')
  camera.stop()

  const composed = await listener.call('POST', '/v1/playlists', {
    strategy: 'match',
    sessionId: live.sessionId,
  })
  assert.equal(composed.status, 201, composed.text)
  const playlist = playlists.parseText(composed.text)
  assert.equal(playlist.tracks.length, 12)
  assert.equal(playlist.emotion, 'happy')
  assert.equal((await live.next('playlist')).playlistId, playlist.id)

  const token = playlist.shareUrl?.split('/s/')[1] ?? ''
  const shared = await fetch(new URL(`/v1/shares/${token}`, gateway))
  assert.deepEqual(shares.parse(await shared.json()).tracks, playlist.tracks)
  const page = await fetch(playlist.shareUrl ?? '')
  assert.equal(page.status, 200)
  assert.match(await page.text(), new RegExp(playlist.title.slice(0, 8)))

  const form = new FormData()
  form.append('playlistId', playlist.id)
  form.append('photo', new Blob([new Uint8Array(await smilingFrame())]), 'me.jpg')
  const drawn = await listener.call('POST', '/v1/cards', form)
  assert.equal(drawn.status, 201, drawn.text)
  const card = cards.parseText(drawn.text)
  assert.equal((await live.next('card')).cardId, card.id)
  const image = Buffer.from(await (await fetch(card.imageUrl)).arrayBuffer())
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  assert.equal(jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data, playlist.shareUrl)
  live.close()
}
