'use client'

import type { LucideIcon } from 'lucide-react'
import { useTranslations } from 'use-intl'

/** The way to each section: a column beside them on a desktop, nothing on a phone, where scrolling is as near. */
export function SectionIndex({
  places,
}: {
  places: readonly { id: string; word: string; Icon: LucideIcon }[]
}) {
  const t = useTranslations('account')
  return (
    <nav aria-label={t('sections')} className="sticky top-8 hidden desk:block">
      <ul className="space-y-1">
        {places.map(({ id, word, Icon }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-11 items-center gap-3 rounded-xl px-3 text-ink-soft transition-colors hover:bg-fill hover:text-ink"
              onClick={() => document.getElementById(`${id}-title`)?.focus({ preventScroll: true })}
            >
              <Icon aria-hidden size={18} className="shrink-0" /> {word}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
