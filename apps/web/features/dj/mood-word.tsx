import * as m from 'motion/react-m'
import { useFormatter, useTranslations } from 'use-intl'
import { EMOTIONS, type Emotion, type Probabilities } from '@mooddj/shared/emotion'
import { EMOTION_LOOKS } from '../mood/emotion-look.ts'

/** The mood as one big word, dimmed while it is only the newest reading; beside it the two next most likely. */
export function MoodWord({ emotion, isSettled, note, probabilities }: MoodWordProps) {
  const t = useTranslations()
  if (!emotion)
    return (
      <p className="font-display text-3xl font-semibold tracking-tight text-ink-soft">{t('dj.noMood')}</p>
    )
  const { Icon } = EMOTION_LOOKS[emotion]
  const word = t(`mood.words.${emotion}`)
  return (
    <div className="flex items-center justify-between gap-4">
      <div className="min-w-0">
        <m.p
          key={`${emotion}:${isSettled}`}
          initial={{ opacity: 0.3, scale: isSettled ? 0.92 : 1 }}
          animate={{ opacity: 1, scale: 1 }}
          transition={{ type: 'spring', duration: 0.25, bounce: 0.35 }}
          className={`flex items-center gap-3 font-display text-4xl font-semibold tracking-tight sm:text-5xl ${isSettled ? 'text-mood' : 'text-ink-soft'}`}
        >
          <Icon aria-hidden size={42} strokeWidth={1.75} className="shrink-0" />
          {isSettled ? <span data-testid="settled-mood">{word}</span> : <span>{word}</span>}
        </m.p>
        <p className="figures text-ink-soft">{note}</p>
      </div>
      {probabilities ? <RunnersUp probabilities={probabilities} first={emotion} /> : null}
    </div>
  )
}

export interface MoodWordProps {
  emotion: Emotion | null
  isSettled: boolean
  /** How sure it is, or where it is from. */
  note: string
  /** Of the newest reading; null where the mood is not read from a face. */
  probabilities: Probabilities | null
}

function RunnersUp({ probabilities, first }: { probabilities: Probabilities; first: Emotion }) {
  const t = useTranslations('mood')
  const format = useFormatter()
  const next = EMOTIONS.filter((emotion) => emotion !== first)
    .toSorted((one, other) => probabilities[other] - probabilities[one])
    .slice(0, 2)
  return (
    <ul aria-hidden className="w-32 shrink-0 space-y-1.5 text-xs text-ink-soft sm:w-40">
      {next.map((emotion) => (
        <li key={emotion}>
          <span className="flex justify-between gap-2">
            {t(`words.${emotion}`)}
            <span className="figures">{format.number(probabilities[emotion], 'percent')}</span>
          </span>
          <span className="mt-0.5 block h-1 overflow-hidden rounded-full bg-fill-strong">
            <span
              className="block h-full origin-left rounded-full rtl:origin-right"
              style={{
                background: EMOTION_LOOKS[emotion].colour,
                transform: `scaleX(${probabilities[emotion]})`,
              }}
            />
          </span>
        </li>
      ))}
    </ul>
  )
}
