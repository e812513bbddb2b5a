import { randomBytes } from 'node:crypto'
import { createRandom, hashOfText } from '@mooddj/engine/random'
import type { EmotionPoints } from '@mooddj/shared/affect'
import { PLAYLIST_LENGTH, type PlaylistRequest, type Strategy } from '@mooddj/shared/playlist'
import { v7 as uuidV7 } from 'uuid'
import { awaitMood } from './await-mood.ts'
import type { Candidate } from './catalogue.ts'
import { compose } from './compose.ts'
import type { ComposerConfig } from './composer-config.ts'
import { fieldProblem } from './field-problem.ts'
import { shareUrlOf } from './playlist-view.ts'
import { ProviderNotReady, StrategyNotReady } from './problems.ts'
import type { SessionBell } from './session-bell.ts'
import type { KeyedRequest } from './store/idempotency.ts'
import type { PlaylistRow, PlaylistStore } from './store/playlists.ts'
import type { ResponseStore } from './store/responses.ts'
import type { SessionMood, SessionStore } from './store/sessions.ts'
import { playlistTitle } from './title.ts'

/** What making playlists takes. */
export interface Workshop {
  playlists: PlaylistStore
  responses: ResponseStore
  sessions: SessionStore
  bell: SessionBell
  catalogue: readonly Candidate[]
  publicUrl: string
  /** Where moods chosen by hand lie. */
  points: EmotionPoints
  composer: ComposerConfig
  /** Hears how long composing held up everything else. */
  observeComposing(seconds: number): void
}

/** Tracks heard within this time step back for others, … */
const HEARD_FOR_MS = 3 * 24 * 3600 * 1000
/** … at most so many, or too few would be left near the listener's point. */
const HEARD_LIMIT = 60
/** 144 bits: nobody guesses a share link. */
const SHARE_TOKEN_BYTES = 18

/** Makes a playlist as asked, keeps it and tells of it; for a keyed request that was answered before, gives that playlist again. */
export async function makePlaylist(
  workshop: Workshop,
  asked: { accountId: string; body: PlaylistRequest; request: KeyedRequest | undefined },
): Promise<PlaylistRow> {
  const { accountId, body, request } = asked
  const strategy = readyStrategy(body)
  if (request !== undefined) {
    const made = await workshop.playlists.findMade(accountId, request, new Date())
    if (made !== undefined) return made
  }
  const { mood, sessionId } = await startOf(workshop, accountId, body)
  const composedAt = new Date()
  const since = new Date(composedAt.getTime() - HEARD_FOR_MS)
  const recentlyPlayed = await workshop.responses.heardSince(accountId, since, HEARD_LIMIT)
  const row = composeRow(workshop, { accountId, strategy, mood, sessionId, body, composedAt, recentlyPlayed })
  const told = {
    playlistId: row.id,
    accountId,
    sessionId,
    title: row.title,
    strategy,
    shareUrl: shareUrlOf(workshop.publicUrl, row.shareToken) ?? '',
    trackCount: row.tracks.length,
    composedAt: composedAt.toISOString(),
  }
  return workshop.playlists.create(row, told, request)
}

function readyStrategy({ strategy, provider = 'built-in' }: PlaylistRequest): Strategy {
  if (strategy === 'consensus') throw StrategyNotReady()
  if (provider !== 'built-in') throw ProviderNotReady(provider)
  return strategy
}

async function startOf(
  workshop: Workshop,
  accountId: string,
  { sessionId, mood: emotion }: PlaylistRequest,
): Promise<{ mood: SessionMood; sessionId: string | null }> {
  if (sessionId !== undefined && emotion === undefined) {
    return { mood: await awaitMood({ accountId, sessionId }, workshop), sessionId }
  }
  if (emotion !== undefined && sessionId === undefined) {
    return { mood: { emotion, point: workshop.points[emotion] }, sessionId: null }
  }
  throw fieldProblem(['sessionId', 'mood'], 'give exactly one of sessionId and mood')
}

function composeRow(
  workshop: Workshop,
  {
    accountId,
    strategy,
    mood: { emotion, point },
    sessionId,
    body,
    composedAt,
    recentlyPlayed,
  }: {
    accountId: string
    strategy: Strategy
    mood: SessionMood
    sessionId: string | null
    body: PlaylistRequest
    composedAt: Date
    recentlyPlayed: ReadonlySet<string>
  },
): PlaylistRow {
  const id = uuidV7()
  const target = strategy === 'cheer-up' ? (body.target ?? 'happy') : null
  const aim = { strategy, ...(target !== null && { target }) }
  const startedAt = performance.now()
  const { trajectory, tracks } = compose({
    ...aim,
    point,
    emotion,
    length: body.length ?? PLAYLIST_LENGTH.default,
    candidates: workshop.catalogue,
    random: createRandom(hashOfText(id)),
    recentlyPlayed,
    config: workshop.composer,
  })
  workshop.observeComposing((performance.now() - startedAt) / 1000)
  const title = playlistTitle({ ...aim, emotion, seed: id })
  const shareToken = randomBytes(SHARE_TOKEN_BYTES).toString('base64url')
  return {
    id,
    accountId,
    sessionId,
    title,
    strategy,
    target,
    emotion,
    start: point,
    trajectory,
    tracks,
    shareToken,
    composedAt,
  }
}
