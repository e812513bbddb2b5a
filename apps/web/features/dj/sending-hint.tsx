import { Gauge } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { PumpView } from '../live/frame-pump.ts'

/** Says kindly that less goes up than the page would like. The line stays, so that screen readers hear when words come into it. */
export function SendingHint({ bottleneck }: Pick<PumpView, 'bottleneck'>) {
  const t = useTranslations('dj')
  return (
    <p role="status" data-testid="sending-hint" className="flex items-start gap-2 text-sm text-ink-soft">
      {bottleneck ? (
        <>
          <Gauge aria-hidden size={16} className="mt-0.5 shrink-0" />
          {bottleneck === 'own' ? t('slowOwn') : t('slowHouse')}
        </>
      ) : null}
    </p>
  )
}
