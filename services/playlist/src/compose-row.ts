import { randomBytes } from 'node:crypto'
import { createRandom, hashOfText } from '@mooddj/engine/random'
import { PLAYLIST_LENGTH, type PlaylistRequest, type Strategy } from '@mooddj/shared/playlist'
import type { PlaylistContext } from '@mooddj/shared/playlist-context'
import { v7 as uuidV7 } from 'uuid'
import type { Candidate } from './catalogue.ts'
import { compose } from './compose.ts'
import type { ComposerConfig } from './composer-config.ts'
import type { ContextLean } from './context/lean.ts'
import { composeLearned, type LearnedComposition, type Learnt } from './learning/learned-composition.ts'
import type { PlaylistMetrics } from './metrics.ts'
import { isStock, type Stock } from './stock.ts'
import type { NewPlaylist } from './store/playlists.ts'
import type { SessionMood } from './store/sessions.ts'
import { playlistTitle } from './title.ts'
import { wordsOf } from './words/words.ts'

/** All that a playlist is composed from. */
export interface Order {
  accountId: string
  strategy: Strategy
  mood: SessionMood
  sessionId: string | null
  context: PlaylistContext | undefined
  lean: ContextLean
  recentlyPlayed: ReadonlySet<string>
  learnt: Learnt | undefined
  body: PlaylistRequest
  composedAt: Date
  stock: Stock
}

/** 144 bits: nobody guesses a share link. */
const SHARE_TOKEN_BYTES = 18

/** Composes a playlist, to be kept as it is, and gives what the learner had to do with it. */
export function composeRow(
  bench: {
    catalogue: readonly Candidate[]
    composer: ComposerConfig
    metrics: Pick<PlaylistMetrics, 'composed'>
  },
  order: Order,
): { row: NewPlaylist; learned: LearnedComposition | undefined } {
  const { accountId, strategy, mood, sessionId, context, body, composedAt, stock } = order
  const { emotion, point } = mood
  const id = uuidV7()
  const target = strategy === 'cheer-up' ? (body.target ?? 'happy') : null
  const aim = { strategy, ...(target !== null && { target }) }
  const startedAt = performance.now()
  const { language = 'en' } = body
  const words = wordsOf(language)
  const wish = {
    ...aim,
    point,
    emotion,
    length: body.length ?? PLAYLIST_LENGTH.default,
    candidates: isStock(stock) ? stock.candidates : bench.catalogue,
    recentlyPlayed: order.recentlyPlayed,
    lean: order.lean,
    config: bench.composer,
    words,
  }
  const seed = hashOfText(id)
  // Spotify's content is never learnt from, so the learner has no say in it either.
  const learnt = isStock(stock) ? undefined : order.learnt
  const learned = learnt && composeLearned(wish, { learnt, now: composedAt, seed })
  const { trajectory, tracks } = learned ?? compose({ ...wish, random: createRandom(seed) })
  bench.metrics.composed((performance.now() - startedAt) / 1000)
  const row = {
    id,
    accountId,
    sessionId,
    title: playlistTitle({ ...aim, emotion, seed: id, words }),
    language,
    strategy,
    target,
    emotion,
    start: point,
    trajectory,
    tracks,
    context: context ?? null,
    shareToken: randomBytes(SHARE_TOKEN_BYTES).toString('base64url'),
    composedAt,
    notice: typeof stock === 'string' ? words.notices[stock] : null,
  }
  return { row, learned }
}
