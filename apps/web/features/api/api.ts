import type { TSchema, Static } from 'typebox'
import {
  CONSENT_PURPOSE,
  CONSENT_VERSIONS,
  type Consent,
  type ConsentPurpose,
  ConsentsSchema,
} from '@mooddj/shared/account'
import type { FaceBox } from '@mooddj/card/photo-area'
import { type Card, type CardDesign, CardSchema } from '@mooddj/shared/card'
import { createParser } from '@mooddj/shared/codec'
import type { Emotion } from '@mooddj/shared/emotion'
import type { Language } from '@mooddj/shared/language'
import { type MoodReading, MoodReadingSchema } from '@mooddj/shared/mood'
import {
  type Playlist,
  type PlaylistPage,
  PlaylistPageSchema,
  PlaylistSchema,
  type FeelingRequest,
  type Strategy,
  type Target,
  type Verdict,
} from '@mooddj/shared/playlist'
import type { ContextRequest } from '@mooddj/shared/playlist-context'
import { type Ticket, TicketSchema } from '@mooddj/shared/session'
import { type SpotifyLink, SpotifyLinkBegunSchema, SpotifyLinkSchema } from '@mooddj/shared/spotify'
import { accountCalls } from './account-calls.ts'
import { ApiProblem } from './api-problem.ts'
import type { Call, Caller } from './caller.ts'
import { type CardPage, CardPageSchema } from './card-page.ts'
import type { SignIn } from './sign-in.ts'

/** What a playlist is asked for; the key names one press of the button, over all its retries. */
export interface PlaylistWish {
  strategy: Strategy
  target?: Target
  /** Where the mood comes from: the live session that settled, or an emotion chosen by hand or read from a photo. */
  from: { sessionId: string } | { mood: Emotion }
  /** The moment, where the listener lets it count. */
  context?: ContextRequest
  /** Where the music comes from; the page's own unless told. */
  provider?: 'built-in' | 'spotify'
  /** In which its title and its reasons are told. */
  language: Language
  key: string
}

export interface Judgement {
  playlistId: string
  trackId: string
  verdict: Verdict
  positionMs: number
  /** Names this judgement over all its retries. */
  key: string
}

/** What a card is asked for. */
export interface CardWish {
  playlistId: string
  design: CardDesign
  language: Language
  timeZone: string
  /** Left out where the design shows none. */
  photo: Blob | null
  /** Where the face is in the photo, where that is known. */
  face: FaceBox | null
  key: string
}

/** The API's calls that need someone signed in. All reject with {@link ApiProblem}. */
export type Api = ReturnType<typeof createApi>

const PATIENCE_MS = 20_000
/** A playlist may have to be made in Spotify, which has its own pace; the gateway answers within 25 s. */
const COMPOSING_PATIENCE_MS = 28_000

export function createApi({ caller, signIn }: { caller: Caller; signIn: SignIn }) {
  const authorised = async (call: Call): Promise<Response> => {
    const token = await signIn.accessToken()
    try {
      return await caller.send(call, token)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.problem.status !== 401) throw error
      return caller.send(call, await signIn.renew(token))
    }
  }
  const ask = async <S extends TSchema>(schema: S, call: Call): Promise<Static<S>> =>
    createParser(schema).parse(await (await authorised(call)).json())
  const tell = async (call: Call): Promise<void> => {
    await authorised(call)
  }
  const get = <S extends TSchema>(schema: S, path: string): Promise<Static<S>> =>
    ask(schema, { method: 'GET', path, patienceMs: PATIENCE_MS })
  const erase = (path: string): Promise<void> => tell({ method: 'DELETE', path, patienceMs: PATIENCE_MS })

  return {
    ...accountCalls({ caller, signIn, authorised, ask, tell }),
    consent: async (purpose: ConsentPurpose = CONSENT_PURPOSE): Promise<Consent> => {
      const { consents } = await get(ConsentsSchema, '/v1/consents')
      const undecided = { version: null, granted: false, decidedAt: null }
      const currentVersion = CONSENT_VERSIONS[purpose]
      return consents.find((one) => one.purpose === purpose) ?? { purpose, currentVersion, ...undecided }
    },
    decideConsent: (granted: boolean, purpose: ConsentPurpose = CONSENT_PURPOSE): Promise<void> =>
      tell({
        method: 'PUT',
        path: `/v1/consents/${purpose}`,
        body: { version: CONSENT_VERSIONS[purpose], granted },
        patienceMs: PATIENCE_MS,
      }),
    spotifyLink: (): Promise<SpotifyLink> => get(SpotifyLinkSchema, '/v1/spotify/link'),
    /** Gives the address at Spotify where the listener goes on. */
    beginSpotifyLink: async (): Promise<string> =>
      (await ask(SpotifyLinkBegunSchema, { method: 'POST', path: '/v1/spotify/link' })).authorizeUrl,
    unlinkSpotify: () => erase('/v1/spotify/link'),
    ticket: (sessionId: string | null): Promise<Ticket> =>
      ask(TicketSchema, {
        method: 'POST',
        path: '/v1/live/tickets',
        body: sessionId === null ? {} : { sessionId },
      }),
    readPhoto: (photo: Blob): Promise<MoodReading> =>
      ask(MoodReadingSchema, {
        method: 'POST',
        path: '/v1/readings',
        body: form({ photo }),
        patienceMs: PATIENCE_MS,
      }),
    compose: ({
      strategy,
      target,
      from,
      context,
      provider,
      language,
      key,
    }: PlaylistWish): Promise<Playlist> =>
      ask(PlaylistSchema, {
        method: 'POST',
        path: '/v1/playlists',
        body: {
          strategy,
          language,
          ...(target ? { target } : {}),
          ...from,
          ...(context ? { context } : {}),
          ...(provider ? { provider } : {}),
        },
        headers: { 'idempotency-key': key },
        patienceMs: COMPOSING_PATIENCE_MS,
      }),
    playlists: (cursor: string | null): Promise<PlaylistPage> =>
      get(
        PlaylistPageSchema,
        `/v1/playlists?limit=12${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      ),
    playlist: (id: string): Promise<Playlist> =>
      get(PlaylistSchema, `/v1/playlists/${encodeURIComponent(id)}`),
    deletePlaylist: (id: string) => erase(`/v1/playlists/${encodeURIComponent(id)}`),
    revokeShare: (token: string) => erase(`/v1/shares/${encodeURIComponent(token)}`),
    judge: ({ playlistId, trackId, verdict, positionMs, key }: Judgement): Promise<void> =>
      tell({
        method: 'POST',
        path: `/v1/tracks/${encodeURIComponent(trackId)}/judgements`,
        body: { playlistId, verdict, positionMs: Math.max(0, Math.round(positionMs)) },
        headers: { 'idempotency-key': key },
      }),
    /** Before or after a playlist; the last word counts. */
    feel: (playlistId: string, feeling: FeelingRequest): Promise<void> =>
      tell({
        method: 'POST',
        path: `/v1/playlists/${encodeURIComponent(playlistId)}/feelings`,
        body: feeling,
        patienceMs: PATIENCE_MS,
      }),
    drawCard: (wish: CardWish): Promise<Card> =>
      ask(CardSchema, {
        method: 'POST',
        path: '/v1/cards',
        // Fields stand before the file, so that a server may check them before it takes the photo in.
        body: form({
          playlistId: wish.playlistId,
          design: wish.design,
          language: wish.language,
          timeZone: wish.timeZone,
          ...(wish.face ? { face: wish.face.join(',') } : {}),
          ...(wish.photo ? { photo: wish.photo } : {}),
        }),
        headers: { 'idempotency-key': wish.key },
        patienceMs: PATIENCE_MS,
      }),
    cards: (cursor: string | null): Promise<CardPage> =>
      get(
        CardPageSchema,
        `/v1/cards?limit=12${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      ),
    deleteCard: (id: string) => erase(`/v1/cards/${encodeURIComponent(id)}`),
  }
}

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') data.set(name, value)
    else data.set(name, value, 'photo')
  }
  return data
}
