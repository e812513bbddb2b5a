import { createRandom, hashOfText } from '@mooddj/engine/random'
import type { Candidate } from '../catalogue.ts'
import { type Composition, compose } from '../compose.ts'
import type { ComposerConfig } from '../composer-config.ts'
import type { PlaylistRow } from '../store/playlists.ts'

/** Composes the built-in music that takes the place of a playlist's: the same start, aim and length. Pure. */
export function standInFor(
  { id, strategy, target, start: point, emotion, trajectory }: PlaylistRow,
  { catalogue: candidates, composer: config }: { catalogue: readonly Candidate[]; composer: ComposerConfig },
): Composition {
  const random = createRandom(hashOfText(id))
  const aim = { strategy, ...(target !== null && { target }) }
  return compose({ ...aim, point, emotion, length: trajectory.length, candidates, random, config })
}
