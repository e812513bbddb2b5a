import type { AdviceCode } from '@mooddj/shared/mood'
import { ADVICE_WORDS } from '../mood/advice-words.ts'
import type { Connection } from '../live/live-socket.ts'

/** The one calm line where the eyes already are: advice, or what happens next. */
export function MoodLine({ advice, connection, isResuming, settles, waiting }: MoodLineProps) {
  return (
    <p role="status" className="min-h-6 text-ink-soft">
      {connection !== 'live' ? (
        isResuming ? (
          'Reconnecting. Your session goes on in a moment.'
        ) : (
          'Connecting.'
        )
      ) : advice ? (
        <span data-testid="advice" className="text-ink">
          {ADVICE_WORDS[advice]}
        </span>
      ) : waiting ? (
        'Waiting for the reading to come back.'
      ) : settles ? (
        'Hold still while your mood settles.'
      ) : (
        'Settled. Now choose what the music does.'
      )}
    </p>
  )
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
