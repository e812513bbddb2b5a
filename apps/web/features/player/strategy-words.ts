'use client'

import { useTranslations } from 'use-intl'
import type { SharedPlaylist } from '@mooddj/shared/playlist'

/** Says what a playlist does, in one line: where it starts, where it goes, how many tracks. */
export function useStrategyWords(): (playlist: StrategySource) => string {
  const t = useTranslations('player')
  const word = useTranslations('mood.names')
  return ({ strategy, target, emotion, tracks }) => {
    const from = word(emotion)
    const to = target === 'calm' ? t('calm') : word('happy')
    const way =
      strategy === 'match'
        ? t('staysWith', { mood: from })
        : emotion === (target ?? 'happy')
          ? t('keepsGoing', { mood: to })
          : t('fromTowards', { from, to })
    return `${way} · ${t('tracks', { count: tracks.length })}`
  }
}

type StrategySource = Pick<SharedPlaylist, 'strategy' | 'target' | 'emotion' | 'tracks'>
