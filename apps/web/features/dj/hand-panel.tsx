'use client'

import { ScanFace } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import { EmotionPicker } from '../mood/emotion-picker.tsx'
import { PhotoButton } from '../shell/photo-button.tsx'
import type { useDj } from './use-dj.ts'

/** The mood by hand: it always overrules what was recognised. */
export function HandPanel({ dj, ref }: { dj: ReturnType<typeof useDj>; ref: Ref<HTMLDivElement> }) {
  const t = useTranslations('dj')
  const { settled } = dj.live.state
  const byHand = dj.chosen?.by === 'hand' ? dj.chosen.emotion : null
  const chosen = byHand ?? (settled?.faces === 0 ? settled.emotion : null)
  return (
    <section aria-labelledby="hand-title" className="glass p-5" ref={ref}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 id="hand-title" className="label font-sans tracking-normal">
          {dj.camera.stream ? t('youKnowBest') : t('howDoYouFeel')}
        </h2>
        {dj.camera.stream ? <PhotoButton disabled={dj.photo.isBusy} onPhoto={dj.readPhoto} /> : null}
      </div>
      <EmotionPicker chosen={chosen} onChoose={dj.choose} />
      {chosen && dj.camera.stream ? (
        <button type="button" className="button button-quiet mt-3" onClick={dj.readAgain}>
          <ScanFace aria-hidden size={18} /> {t('readAgain')}
        </button>
      ) : null}
    </section>
  )
}
