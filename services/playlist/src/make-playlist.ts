import { randomBytes } from 'node:crypto'
import { createRandom, hashOfText } from '@mooddj/engine/random'
import type { EmotionPoints } from '@mooddj/shared/affect'
import { PLAYLIST_LENGTH, type PlaylistRequest, type Strategy } from '@mooddj/shared/playlist'
import type { PlaylistContext } from '@mooddj/shared/playlist-context'
import type { FastifyBaseLogger } from 'fastify'
import { v7 as uuidV7 } from 'uuid'
import { awaitMood } from './await-mood.ts'
import type { Candidate } from './catalogue.ts'
import { compose } from './compose.ts'
import type { ComposerConfig } from './composer-config.ts'
import { leanOf, NO_LEAN } from './context/lean.ts'
import type { ContextReader } from './context/listener-context.ts'
import type { ContextRules } from './context/rules.ts'
import { fieldProblem } from './field-problem.ts'
import { composeLearned, type LearnedComposition, type Learnt } from './learning/learned-composition.ts'
import type { PlaylistMetrics, PlaylistOutcome } from './metrics.ts'
import type { Learning } from './open-learning.ts'
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
  /** Absent where learning is off. */
  learning: Learning | undefined
  catalogue: readonly Candidate[]
  publicUrl: string
  /** Where moods chosen by hand lie. */
  points: EmotionPoints
  composer: ComposerConfig
  context: ContextReader
  contextRules: ContextRules
  metrics: PlaylistMetrics
}

/** A request for a playlist, and who makes it. */
export interface Asked {
  accountId: string
  /** The bearer token's header, to ask auth what its holder consents to. */
  authorization: string | undefined
  body: PlaylistRequest
  request: KeyedRequest | undefined
  log: FastifyBaseLogger
}

/** Tracks heard within this time step back for others, … */
const HEARD_FOR_MS = 3 * 24 * 3600 * 1000
/** … at most so many, or too few would be left near the listener's point. */
const HEARD_LIMIT = 60
/** 144 bits: nobody guesses a share link. */
const SHARE_TOKEN_BYTES = 18

/**
 * Makes a playlist as asked, keeps it and tells of it; for a keyed request that was answered before, gives that playlist again. Counts how it
 * ended.
 */
export async function makePlaylist(workshop: Workshop, asked: Asked): Promise<PlaylistRow> {
  const { provider = 'built-in', strategy } = asked.body
  const count = (outcome: PlaylistOutcome) => workshop.metrics.asked({ provider, strategy, outcome })
  try {
    const { row, outcome } = await makeOnce(workshop, asked)
    count(outcome)
    return row
  } catch (error) {
    count(isRefusal(error) ? 'refused' : 'failed')
    throw error
  }
}

async function makeOnce(
  workshop: Workshop,
  { accountId, authorization, body, request, log }: Asked,
): Promise<{ row: PlaylistRow; outcome: 'made' | 'repeated' }> {
  const strategy = readyStrategy(body)
  if (request !== undefined) {
    const made = await workshop.playlists.findMade(accountId, request, new Date())
    if (made !== undefined) return { row: made, outcome: 'repeated' }
  }
  const now = new Date()
  const [{ mood, sessionId }, context] = await Promise.all([
    startOf(workshop, accountId, body),
    workshop.context.read(body.context, { authorization, now, log }),
  ])
  const composedAt = new Date()
  const since = new Date(composedAt.getTime() - HEARD_FOR_MS)
  const recentlyPlayed = await workshop.responses.heardSince(accountId, since, HEARD_LIMIT)
  const learnt = await workshop.learning?.read(accountId)
  const start = { strategy, mood, sessionId, context, recentlyPlayed, learnt }
  const { row, learned } = composeRow(workshop, { accountId, ...start, body, composedAt })
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
  const kept = await workshop.playlists.create(row, { told, request, decisions: learned?.decisions ?? [] })
  if (kept.id !== row.id) return { row: kept, outcome: 'repeated' }
  if (learned !== undefined) workshop.learning?.noteComposed(row.id, learned)
  return { row: kept, outcome: 'made' }
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

interface Order {
  accountId: string
  strategy: Strategy
  mood: SessionMood
  sessionId: string | null
  context: PlaylistContext | undefined
  recentlyPlayed: ReadonlySet<string>
  learnt: Learnt | undefined
  body: PlaylistRequest
  composedAt: Date
}

function composeRow(
  workshop: Workshop,
  order: Order,
): { row: PlaylistRow; learned: LearnedComposition | undefined } {
  const { accountId, strategy, mood, sessionId, context, recentlyPlayed, learnt, body, composedAt } = order
  const { emotion, point } = mood
  const id = uuidV7()
  const target = strategy === 'cheer-up' ? (body.target ?? 'happy') : null
  const aim = { strategy, ...(target !== null && { target }) }
  const startedAt = performance.now()
  const wish = {
    ...aim,
    point,
    emotion,
    length: body.length ?? PLAYLIST_LENGTH.default,
    candidates: workshop.catalogue,
    recentlyPlayed,
    lean: context ? leanOf(context, workshop.contextRules) : NO_LEAN,
    config: workshop.composer,
  }
  const seed = hashOfText(id)
  const learned = learnt && composeLearned(wish, { learnt, now: composedAt, seed })
  const { trajectory, tracks } = learned ?? compose({ ...wish, random: createRandom(seed) })
  workshop.metrics.composed((performance.now() - startedAt) / 1000)
  const row = {
    id,
    accountId,
    sessionId,
    title: playlistTitle({ ...aim, emotion, seed: id }),
    strategy,
    target,
    emotion,
    start: point,
    trajectory,
    tracks,
    context: context ?? null,
    shareToken: randomBytes(SHARE_TOKEN_BYTES).toString('base64url'),
    composedAt,
  }
  return { row, learned }
}

/** Whether the caller was told what to do differently, rather than that we could not. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  // 501 is said of what is reserved for later.
  return typeof status === 'number' && (status < 500 || status === 501)
}
