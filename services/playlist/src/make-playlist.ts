import type { Streams } from '@mooddj/platform/streams'
import type { EmotionPoints } from '@mooddj/shared/affect'
import type { PlaylistRequest, Strategy } from '@mooddj/shared/playlist'
import type { FastifyBaseLogger } from 'fastify'
import type { Candidate } from './catalogue.ts'
import { composeRow, type Order } from './compose-row.ts'
import type { ComposerConfig } from './composer-config.ts'
import { leanOf, NO_LEAN } from './context/lean.ts'
import type { ContextReader } from './context/listener-context.ts'
import type { ContextRules } from './context/rules.ts'
import type { PlaylistMetrics, PlaylistOutcome } from './metrics.ts'
import type { Learning } from './open-learning.ts'
import { shareUrlOf } from './playlist-view.ts'
import { StrategyNotReady } from './problems.ts'
import type { SessionBell } from './session-bell.ts'
import type { SpotifyDesk } from './spotify/open-spotify.ts'
import { isStock, stockFor } from './stock.ts'
import type { KeyedRequest } from './store/idempotency.ts'
import type { PlaylistRow, PlaylistStore } from './store/playlists.ts'
import type { ResponseStore } from './store/responses.ts'
import type { SessionStore } from './store/sessions.ts'
import { UnlinkedMeanwhile } from './store/spotify-playlists.ts'
import { startOf } from './start-of.ts'
import { wordsOf } from './words/words.ts'

/** What making playlists takes. */
export interface Workshop {
  playlists: PlaylistStore
  responses: ResponseStore
  sessions: SessionStore
  bell: SessionBell
  streams: Pick<Streams, 'last'>
  /** Absent where learning is off. */
  learning: Learning | undefined
  catalogue: readonly Candidate[]
  publicUrl: string
  /** Where moods chosen by hand lie. */
  points: EmotionPoints
  composer: ComposerConfig
  context: ContextReader
  contextRules: ContextRules
  spotify: Pick<SpotifyDesk, 'find' | 'publish'>
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
): Promise<Made> {
  const strategy = readyStrategy(body)
  if (request !== undefined) {
    const made = await workshop.playlists.findMade(accountId, request, new Date())
    if (made !== undefined) return { row: made, outcome: 'repeated' }
  }
  const now = new Date()
  const words = wordsOf(body.language ?? 'en')
  const [{ mood, sessionId }, context] = await Promise.all([
    startOf(workshop, accountId, body),
    workshop.context.read(body.context, { authorization, now, words, log }),
  ])
  const composedAt = new Date()
  const since = new Date(composedAt.getTime() - HEARD_FOR_MS)
  const recentlyPlayed = await workshop.responses.heardSince(accountId, since, HEARD_LIMIT)
  const lean = context ? leanOf(context, workshop.contextRules) : NO_LEAN
  const learnt = await workshop.learning?.read(accountId)
  const start = { strategy, mood, sessionId, context, lean, recentlyPlayed, learnt }
  const order = { accountId, ...start, body, composedAt, request }
  const stock = await stockFor(workshop, { ...order, authorization: authorization ?? '' })
  try {
    return await keepMade(workshop, { ...order, stock })
  } catch (error) {
    if (!(error instanceof UnlinkedMeanwhile)) throw error
    return keepMade(workshop, { ...order, stock: 'not-linked' })
  }
}

interface Made {
  row: PlaylistRow
  outcome: PlaylistOutcome
}

/** Composes, keeps and tells of a playlist and, where it is of Spotify's music, makes it there. */
async function keepMade(
  workshop: Workshop,
  order: Order & { request: KeyedRequest | undefined },
): Promise<Made> {
  const { accountId, sessionId, strategy, composedAt, request, stock } = order
  const { row, learned } = composeRow(workshop, order)
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
  const plan = isStock(stock) ? stock.plan : undefined
  const decisions = learned?.decisions ?? []
  const kept = await workshop.playlists.create(row, { told, request, decisions, plan })
  // A twin of this request made it: that one sees to the rest.
  if (kept.id !== row.id) return { row: kept, outcome: 'repeated' }
  if (learned !== undefined) workshop.learning?.noteComposed(row.id, learned)
  if (!isStock(stock)) return { row: kept, outcome: stock === undefined ? 'made' : `stood-in-${stock}` }
  const reason = await workshop.spotify.publish(kept, stock.access)
  const published = await workshop.playlists.find(accountId, kept.id)
  // Unlinked meanwhile, which took it away with all else that came from there.
  if (published === undefined) return keepMade(workshop, { ...order, stock: 'not-linked' })
  return { row: published, outcome: reason === undefined ? 'made' : `stood-in-${reason}` }
}

function readyStrategy({ strategy }: PlaylistRequest): Strategy {
  if (strategy === 'consensus') throw StrategyNotReady()
  return strategy
}

/** Whether the caller was told what to do differently, rather than that we could not. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  // 501 is said of what is reserved for later.
  return typeof status === 'number' && (status < 500 || status === 501)
}
