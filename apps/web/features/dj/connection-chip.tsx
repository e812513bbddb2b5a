import { useTranslations } from 'use-intl'
import type { Connection } from '../live/live-socket.ts'

const COLOURS = { live: '#3ddc84', reconnecting: '#ffc247', off: '#b9c2dc' } as const

/** How the live session stands, as a word and a dot. It lies on a picture, so its colours are the same in both themes. */
export function ConnectionChip({ state }: { state: Connection['state'] }) {
  const t = useTranslations('dj')
  return (
    <p
      role="status"
      className="flex items-center gap-2 rounded-full bg-picture-veil px-3 py-1.5 text-sm font-medium text-on-picture"
    >
      <span aria-hidden className="size-2 rounded-full" style={{ background: COLOURS[state] }} />
      <span data-testid="connection">{t(`connection.${state}`)}</span>
    </p>
  )
}
