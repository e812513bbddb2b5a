'use client'

import { useTranslations } from 'use-intl'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { usePlayerPart } from './player-context.tsx'

/** Where in the queue it is, and what comes. */
export function UpNext() {
  const t = useTranslations('player')
  const queue = usePlayerPart((view) => view.queue)
  const index = usePlayerPart((view) => view.index)
  const next = queue?.tracks[index + 1]
  return (
    <p className="flex items-center px-3 pb-3 justify-between gap-4 text-sm text-ink-soft">
      <span className="flex min-w-0 items-center gap-2">
        {next ? (
          <>
            <span
              aria-hidden
              className="size-2.5 shrink-0 rounded-full border-2"
              style={{ borderColor: colourOfAffect(next) }}
            />
            <bdi className="truncate">{t('upNext', { title: next.title })}</bdi>
          </>
        ) : (
          t('last')
        )}
      </span>
      <span className="figures shrink-0">
        {t('place', { place: index + 1, count: queue?.tracks.length ?? 0 })}
      </span>
    </p>
  )
}
