'use client'

import { Keyboard } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Popover } from '../ui/popover.tsx'

/** The player's keys, for whoever has a keyboard at hand. */
export function KeyboardHelp() {
  const t = useTranslations('player')
  const keys = [
    [t('keys.space'), t('keys.playPause')],
    [t('keys.arrowRight'), t('next')],
    [t('keys.arrowLeft'), t('previous')],
    ['L', t('like')],
    ['S', t('keys.skip')],
    ['M', t('keys.mute')],
  ] as const
  return (
    <Popover label={t('keys.title')} Icon={Keyboard} className="hidden! text-ink-soft desk:inline-grid!">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5">
        {keys.map(([key, means]) => (
          <div key={key} className="contents">
            <dt className="leading-none">
              <kbd className="inline-block rounded-lg border border-line-strong bg-fill px-2 py-1 font-sans text-xs">
                {key}
              </kbd>
            </dt>
            <dd className="text-sm">{means}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-ink-soft">{t('keys.media')}</p>
    </Popover>
  )
}
