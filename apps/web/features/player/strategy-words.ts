import type { SharedPlaylist } from '@mooddj/shared/playlist'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'

/** What a playlist does, in one line: where it starts, where it goes, how many tracks. */
export function strategyWords({
  strategy,
  target,
  emotion,
  tracks,
}: Pick<SharedPlaylist, 'strategy' | 'target' | 'emotion' | 'tracks'>): string {
  const start = EMOTION_LOOKS[emotion].word.toLowerCase()
  const goal = target ?? 'happy'
  const lift = emotion === goal ? `Keeps ${goal} going` : `From ${start} towards ${goal}`
  const way = strategy === 'match' ? `Stays with ${start}` : lift
  return `${way} · ${tracks.length} tracks`
}
