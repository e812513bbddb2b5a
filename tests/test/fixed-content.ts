import { CardSchema } from '@mooddj/shared/card'
import { createParser } from '@mooddj/shared/codec'
import { PlaylistSchema } from '@mooddj/shared/playlist'
import { smilingFrame } from '@mooddj/testkit/camera-frames'
import { createListener, type Listener } from '@mooddj/testkit/listener'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { FIXED_PLAYLIST } from './fixed-playlist.ts'
import type { House } from './house.ts'

/** Somebody whose library is the same each time, down to the days it was made on. */
export const MEMBER = { email: 'ada@example.org', password: 'correct horse battery', displayName: 'Noor' }

/** When everything was made, as far as the page is told. */
export const MADE_ON = '2026-03-12T18:24:00.000Z'
/** 128 bits, as a real one has. */
const SHARE_TOKEN = 'MoodDJlooksTheSame-000'

const playlists = createParser(PlaylistSchema)
const cards = createParser(CardSchema)

/** What was put into a house. */
export interface FixedContent {
  playlistId: string
  /** The path of the page that the playlist is shared by. */
  sharePath: string
  /** Forgets what a walk through the views added: the member's earlier sign-ins and all cards but the first. */
  steady(): Promise<void>
}

/** Makes the member's playlists and card by the API, then gives their rows in the database fixed contents. */
export async function fixContent(house: House): Promise<FixedContent> {
  const member = await createListener(house.gateway)
  const registered = await member.call('POST', '/v1/auth/register', MEMBER)
  assert.equal(registered.status, 201, registered.text)
  const { id: playlistId } = playlists.parseText(await compose(member, 'happy'))
  await compose(member, 'sad')
  await drawCard(member, playlistId)
  await change(house, [
    {
      text: `update playlist.playlists set title = $1, strategy = $2, target = $3, emotion = $4, start = $5, trajectory = $6, tracks = $7,
             composed_at = $8, share_token = case id when $9 then $10 else $10 || 'x' end`,
      values: [
        FIXED_PLAYLIST.title,
        FIXED_PLAYLIST.strategy,
        FIXED_PLAYLIST.target,
        FIXED_PLAYLIST.emotion,
        JSON.stringify(FIXED_PLAYLIST.start),
        JSON.stringify(FIXED_PLAYLIST.trajectory),
        JSON.stringify(FIXED_PLAYLIST.tracks),
        MADE_ON,
        playlistId,
        SHARE_TOKEN,
      ],
    },
  ])
  return {
    playlistId,
    sharePath: `/s/${SHARE_TOKEN}`,
    steady: () =>
      change(house, [
        {
          text: `delete from auth.sign_ins where id <> (select id from auth.sign_ins where account_id = $1 order by created_at desc limit 1)
                 and account_id = $1`,
          values: [member.accountId],
        },
        {
          text: 'delete from snapshot.cards where id <> (select id from snapshot.cards order by created_at limit 1)',
        },
      ]),
  }
}

async function compose(member: Listener, mood: string): Promise<string> {
  const { status, text } = await member.call('POST', '/v1/playlists', { strategy: 'match', mood })
  assert.equal(status, 201, text)
  return text
}

async function drawCard(member: Listener, playlistId: string): Promise<void> {
  const form = new FormData()
  form.append('playlistId', playlistId)
  form.append('photo', new Blob([new Uint8Array(await smilingFrame())]), 'me.jpg')
  const { status, text } = await member.call('POST', '/v1/cards', form)
  assert.equal(status, 201, text)
  cards.parseText(text)
}

/** Changes rows in the house's database as its owner. */
async function change({ data }: House, queries: readonly pg.QueryConfig[]): Promise<void> {
  const url = readFileSync(join(data, 'secrets', 'setup', 'postgres-url'), 'utf8')
  const client = new pg.Client({ connectionString: url.replace(/\/postgres$/, '/mooddj') })
  await client.connect()
  try {
    for (const query of queries) await client.query(query)
  } finally {
    await client.end()
  }
}
