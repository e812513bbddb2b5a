import { type Card, type CardDesign, CardSchema } from '@mooddj/shared/card'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { call, startGuest } from './guest.ts'

const cards = createParser(CardSchema)
const playlists = createParser(PlaylistSchema)

/** A guest with a playlist, who orders cards as the page does. */
export interface CardCustomer {
  order: (design: CardDesign, photo: Uint8Array) => Promise<Card>
  /** The picture, as a format is asked for. */
  fetchImage: (card: Card, accept: string) => Promise<ArrayBuffer>
}

/** Throws a PlainError when the house does not answer. */
export async function openCustomer(gateway: URL): Promise<CardCustomer> {
  const authorization = `Bearer ${await startGuest(gateway)}`
  const wish = JSON.stringify({ strategy: 'cheer-up', mood: 'sad' })
  const made = await call(new URL('/v1/playlists', gateway), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: wish,
  })
  const playlist = playlists.parseText(made)
  return {
    order: async (design, photo) => {
      const body = new FormData()
      body.append('playlistId', playlist.id)
      body.append('design', design)
      body.append('face', '0.3,0.2,0.35,0.5')
      body.append('photo', new Blob([new Uint8Array(photo)]), 'photo.jpg')
      const headers = { authorization }
      return cards.parseText(await call(new URL('/v1/cards', gateway), { method: 'POST', headers, body }))
    },
    fetchImage: async ({ imageUrl }, accept) => {
      const response = await fetch(new URL(new URL(imageUrl).pathname, gateway), { headers: { accept } })
      if (!response.ok) throw new Error(`the card’s picture was answered ${response.status}`)
      return response.arrayBuffer()
    },
  }
}
