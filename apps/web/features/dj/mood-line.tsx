import * as m from 'motion/react-m'
import { useTranslations } from 'use-intl'
import type { AdviceCode } from '@mooddj/shared/mood'
import type { Connection } from '../live/live-socket.ts'

/** The one calm line where the eyes already are: advice, or what happens next. */
export function MoodLine(props: MoodLineProps) {
  const words = useWords(props)
  return (
    <p
      role="status"
      className="mx-auto w-fit rounded-2xl bg-picture-veil px-4 py-2 text-center text-sm text-on-picture sm:text-base"
    >
      <m.span
        key={words}
        initial={{ opacity: 0, y: 6 }}
        animate={{ opacity: 1, y: 0 }}
        transition={{ duration: 0.2 }}
        className="block"
        {...(props.advice && props.connection === 'live' ? { 'data-testid': 'advice' } : {})}
      >
        {words}
      </m.span>
    </p>
  )
}

function useWords({ advice, connection, isResuming, settles, waiting }: MoodLineProps): string {
  const t = useTranslations()
  if (connection !== 'live') return isResuming ? t('dj.resuming') : t('dj.connecting')
  if (advice) return t(`mood.advice.${advice}`)
  if (waiting) return t('dj.waiting')
  return settles ? t('dj.hold') : t('dj.settled')
}

export interface MoodLineProps {
  advice: AdviceCode | null
  connection: Connection['state']
  /** Whether there was a connection before. */
  isResuming: boolean
  /** Whether the mood is still being read. */
  settles: boolean
  waiting: boolean
}
