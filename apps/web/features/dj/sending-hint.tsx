import { Gauge } from 'lucide-react'
import type { PumpView } from '../live/frame-pump.ts'

const WORDS = {
  own: 'Sending smaller pictures: your connection or device is slow. The reading goes on.',
  house: 'Sending fewer pictures: the server is busy right now. The reading goes on.',
} as const

/** Says kindly that less goes up than the page would like. The line stays, so that screen readers hear when words come into it. */
export function SendingHint({ bottleneck }: Pick<PumpView, 'bottleneck'>) {
  return (
    <p role="status" data-testid="sending-hint" className="flex items-start gap-2 text-sm text-ink-soft">
      {bottleneck ? (
        <>
          <Gauge aria-hidden size={16} className="mt-0.5 shrink-0" /> {WORDS[bottleneck]}
        </>
      ) : null}
    </p>
  )
}
