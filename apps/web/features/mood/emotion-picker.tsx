'use client'

import { useTranslations } from 'use-intl'
import { EMOTIONS, type Emotion } from '@mooddj/shared/emotion'
import { EMOTION_LOOKS } from './emotion-look.ts'

/** Seven buttons, one an emotion. */
export function EmotionPicker({
  chosen,
  onChoose,
}: {
  chosen: Emotion | null
  onChoose: (emotion: Emotion) => void
}) {
  const t = useTranslations('mood')
  return (
    <div
      role="group"
      aria-label={t('choose')}
      className="flex flex-wrap justify-center gap-2 sm:grid sm:grid-cols-7"
    >
      {EMOTIONS.map((emotion) => {
        const { colour, Icon } = EMOTION_LOOKS[emotion]
        const isChosen = emotion === chosen
        return (
          <button
            key={emotion}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChoose(emotion)}
            className="flex min-h-18 basis-[calc(25%-6px)] flex-col items-center justify-center gap-1 rounded-2xl border px-0.5 text-sm sm:text-xs xl:text-[0.8125rem] transition-colors hover:bg-fill-strong"
            style={{
              borderColor: isChosen ? colour : 'var(--color-line)',
              background: isChosen ? `color-mix(in oklab, ${colour} 18%, transparent)` : undefined,
            }}
          >
            <Icon aria-hidden size={24} style={{ color: colour }} />
            {t(`words.${emotion}`)}
          </button>
        )
      })}
    </div>
  )
}
