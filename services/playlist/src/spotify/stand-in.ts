import { createRandom, hashOfText } from '@mooddj/engine/random'
import type { Candidate } from '../catalogue.ts'
import { type Composition, compose } from '../compose.ts'
import type { ComposerConfig } from '../composer-config.ts'
import { leanOf, NO_LEAN } from '../context/lean.ts'
import type { ContextRules } from '../context/rules.ts'
import type { PlaylistRow } from '../store/playlists.ts'
import { wordsOf } from '../words/words.ts'

/** Composes the built-in music that takes the place of a playlist's: the same start, aim and length. Pure. */
export function standInFor(
  { id, language, strategy, target, start: point, emotion, trajectory, context }: PlaylistRow,
  {
    catalogue: candidates,
    composer: config,
    contextRules,
  }: { catalogue: readonly Candidate[]; composer: ComposerConfig; contextRules: ContextRules },
): Composition {
  const random = createRandom(hashOfText(id))
  const aim = { strategy, ...(target !== null && { target }) }
  const lean = context === null ? NO_LEAN : leanOf(context, contextRules)
  return compose({
    ...aim,
    point,
    emotion,
    length: trajectory.length,
    candidates,
    random,
    lean,
    config,
    words: wordsOf(language),
  })
}
