'use client'

import '@fontsource/space-grotesk/700.css'
import { contentOf, linkOf } from '@mooddj/card/card-content'
import { PHOTO_FRAMES } from '@mooddj/card/photo-area'
import { useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Playlist } from '@mooddj/shared/playlist'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import { CardPicture } from './card-picture.tsx'
import { CardPreview } from './card-preview.tsx'
import { CardResult } from './card-result.tsx'
import { DesignChoice } from './design-choice.tsx'
import { PhotoBooth } from './photo-booth.tsx'
import { useStudio } from './use-studio.ts'

/** Everything round one card: the card as it will be, the designs, the photo, and what can be done with the finished one. */
export function CardStudio({ playlist, stream }: { playlist: Playlist; stream: MediaStream | null }) {
  const t = useTranslations('card')
  const video = useRef<HTMLVideoElement>(null)
  const studio = useStudio(playlist.id, stream, video)
  const { design, language, timeZone, step, drawing, countdown } = studio
  const [drawnAt] = useState(() => new Date().toISOString())
  const link = linkOf(playlist)
  const content = useMemo(
    () => contentOf(playlist, { design, language, link: link ?? location.href, drawnAt, timeZone }),
    [playlist, design, language, link, drawnAt, timeZone],
  )
  if (link === null) return <p className="text-ink-soft">{t('revoked')}</p>

  const { card, busy, problem } = drawing
  const done = step === 'made' && busy !== 'drawing' && card?.design === design ? card : null
  const shown = { stream: studio.stream, still: studio.still, face: studio.face }
  return (
    <div className="grid gap-5 desk:grid-cols-[minmax(0,22rem)_minmax(0,1fr)] desk:gap-8">
      <div className="relative mx-auto w-full self-start max-w-[min(20rem,calc(44dvh*9/16))] rounded-[5%/2.8%] shadow-[0_0_48px_-14px_var(--mood)] ring-1 ring-line desk:max-w-[calc(76dvh*9/16)]">
        {done ? (
          <CardPicture card={done} title={playlist.title} />
        ) : (
          <CardPreview
            {...shown}
            video={video}
            content={content}
            width={720}
            label={t('preview', { design: t(`designs.${design}`), title: playlist.title })}
          />
        )}
        {countdown.left === null ? null : (
          <p
            key={countdown.left}
            role="status"
            className="rise absolute inset-x-0 top-[18%] text-center font-display text-8xl font-semibold text-on-picture [text-shadow:0_0_40px_var(--color-picture-veil)]"
          >
            {countdown.left}
          </p>
        )}
      </div>
      <div className="min-w-0 space-y-5">
        {step === 'deleted' ? <p role="status">{t('deleted')}</p> : null}
        {done ? (
          <CardResult
            card={done}
            title={playlist.title}
            isBusy={busy !== null}
            onAnother={studio.pose}
            onDelete={() => void studio.remove()}
          />
        ) : null}
        <DesignChoice
          {...shown}
          content={content}
          disabled={busy !== null || countdown.left !== null}
          onChoose={studio.choose}
        />
        {step === 'made' ? null : (
          <PhotoBooth
            needsPhoto={PHOTO_FRAMES[design] !== null}
            disabled={countdown.left !== null || studio.camera.isOpening || busy !== null}
            onTake={() => void studio.take()}
            onPhoto={studio.upload}
            onPlain={studio.draw}
          />
        )}
        {busy === 'drawing' ? <Working>{t('drawing')}</Working> : null}
        <ProblemNote problem={step === 'made' ? null : studio.camera.problem} />
        <ProblemNote problem={problem}>
          {done ? null : (
            <button type="button" className="button button-primary" onClick={studio.draw}>
              {t('again')}
            </button>
          )}
          <button type="button" className="button button-quiet" onClick={studio.pose}>
            {t('another')}
          </button>
        </ProblemNote>
      </div>
    </div>
  )
}
