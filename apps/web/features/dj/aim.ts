import type { Strategy, Target } from '@mooddj/shared/playlist'

/** What the music is to do with the mood: stay, lift, or calm. */
export type Aim = 'match' | 'cheer' | 'calm'

/** An aim as the composer knows it. */
export function wishOf(aim: Aim): { strategy: Strategy; target?: Target } {
  switch (aim) {
    case 'match':
      return { strategy: 'match' }
    case 'cheer':
      return { strategy: 'cheer-up', target: 'happy' }
    case 'calm':
      return { strategy: 'cheer-up', target: 'calm' }
  }
}
