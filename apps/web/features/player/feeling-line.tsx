'use client'

import { X } from 'lucide-react'
import * as m from 'motion/react-m'
import { useTranslations } from 'use-intl'
import type { FeelingTime, Playlist } from '@mooddj/shared/playlist'
import { colourOfAffect } from '../mood/affect-colour.ts'
import { FeelingPath } from './feeling-path.tsx'
import { FEELINGS } from './feeling-words.ts'
import { type FeelingTalk, useFeelings } from './use-feelings.ts'

/** Asks how the listener feels, before and after, and shows what they said. Draws nothing where there is nothing to ask or to show. */
export function FeelingLine({ playlist }: { playlist: Playlist }) {
  const t = useTranslations('player.feeling')
  const talk = useFeelings(playlist)
  const { feelings, question, failed } = talk
  const known = feelings[failed ?? 'after'] ?? feelings.before
  if (!question && !known) return null
  return (
    <section aria-label={t('label')} className="border-t border-line px-4 py-4 sm:px-6">
      {question ? (
        <Question when={question} talk={talk} />
      ) : (
        <FeelingPath feelings={feelings} isKept={!failed} />
      )}
      {failed ? (
        <p role="alert" className="mt-2 flex flex-wrap items-center gap-3 text-sm text-warn">
          {t('failed')}
          <Again when={failed} talk={talk} />
        </p>
      ) : null}
    </section>
  )
}

function Question({ when, talk }: { when: FeelingTime; talk: FeelingTalk }) {
  const t = useTranslations('player.feeling')
  return (
    <m.div key={when} initial={{ opacity: 0 }} animate={{ opacity: 1 }}>
      <div className="flex min-h-11 items-center justify-between gap-3">
        <p id={`feeling-${when}`} className="font-medium">
          {t(when)}
        </p>
        <button
          type="button"
          className="icon-button -me-3 size-11! text-ink-soft"
          aria-label={t('pass')}
          title={t('pass')}
          onClick={() => talk.pass(when)}
        >
          <X aria-hidden size={18} />
        </button>
      </div>
      <div role="group" aria-labelledby={`feeling-${when}`} className="grid grid-cols-5 gap-1.5 sm:gap-2">
        {FEELINGS.map(({ name, at, Icon }) => (
          <button
            key={name}
            type="button"
            className="flex min-h-16 flex-col items-center justify-center gap-1 rounded-2xl border border-line text-xs transition-colors hover:bg-fill-strong sm:text-sm"
            onClick={() => talk.tell(when, at)}
          >
            <Icon aria-hidden size={22} style={{ color: colourOfAffect(at) }} />
            {t(`words.${name}`)}
          </button>
        ))}
      </div>
      <p className="mt-2 text-xs text-ink-soft">{t('kept')}</p>
    </m.div>
  )
}

function Again({ when, talk }: { when: FeelingTime; talk: FeelingTalk }) {
  const t = useTranslations('shell')
  const said = talk.feelings[when]
  if (!said) return null
  return (
    <button type="button" className="button button-quiet" onClick={() => talk.tell(when, said)}>
      {t('again')}
    </button>
  )
}
