import { SignedInSchema } from '@mooddj/shared/account'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { setTimeout as wait } from 'node:timers/promises'
import { PlainError } from '../plain-error.ts'
import { makeFaces } from './faces.ts'
import { quantile } from './quantile.ts'
import type { Figures } from './rows.ts'
import type { WebName } from './web-goals.ts'

type CardName = Extract<WebName, `card-${string}` | `probe-${string}`>

/** Cards drawn, and drawn at once: what the issue of cards is held to. */
const CARDS = 20
const WARM_UP = 3
const PROBE_EVERY_MS = 20
const PROBES_ALONE = 50

const signedIn = createParser(SignedInSchema)
const playlists = createParser(PlaylistSchema)

/**
 * Cards one after another, then all at once while the drawing service is asked for its health.
 * @param probe the address of that service's health probe
 */
export async function measureCards(gateway: string, probe: string): Promise<Figures<CardName>> {
  const draw = await prepareDrawing(gateway)
  for (let count = 0; count < WARM_UP; count++) await draw()
  const alone: number[] = []
  for (let count = 0; count < PROBES_ALONE; count++) alone.push(await timeOf(() => ask(probe)))
  const oneByOne: number[] = []
  for (let count = 0; count < CARDS; count++) oneByOne.push(await timeOf(draw))
  const drawing: number[] = []
  const drawn = { all: false }
  const all = Promise.all(Array.from({ length: CARDS }, draw)).finally(() => {
    drawn.all = true
  })
  while (!drawn.all) {
    drawing.push(await timeOf(() => ask(probe)))
    await wait(PROBE_EVERY_MS)
  }
  await all
  return {
    'card-p50': quantile(oneByOne, 0.5),
    'card-p95': quantile(oneByOne, 0.95),
    'probe-p50-alone': quantile(alone, 0.5),
    'probe-p95-alone': quantile(alone, 0.95),
    'probe-p50-drawing': quantile(drawing, 0.5),
    'probe-p95-drawing': quantile(drawing, 0.95),
    'probe-worst-drawing': quantile(drawing, 1),
  }
}

/** Makes a guest with a playlist, and gives what draws a card of it. */
async function prepareDrawing(gateway: string): Promise<() => Promise<void>> {
  const guest = await ask(new URL('/v1/auth/guests', gateway), { method: 'POST' })
  const headers = { authorization: `Bearer ${signedIn.parseText(guest).accessToken}` }
  const composed = await ask(new URL('/v1/playlists', gateway), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ strategy: 'match', mood: 'happy' }),
  })
  const { id } = playlists.parseText(composed)
  const [[photo] = []] = await makeFaces()
  if (photo === undefined) throw new Error('there is no photo')
  return async () => {
    const body = new FormData()
    body.append('playlistId', id)
    body.append('photo', new Blob([new Uint8Array(photo)]), 'me.jpg')
    await ask(new URL('/v1/cards', gateway), { method: 'POST', headers, body })
  }
}

async function ask(address: URL | string, init?: RequestInit): Promise<string> {
  const response = await fetch(address, init)
  const text = await response.text()
  if (!response.ok) throw new PlainError(`${String(address)} was answered ${response.status}: ${text}`)
  return text
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
