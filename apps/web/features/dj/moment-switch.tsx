'use client'

import { useTranslations } from 'use-intl'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Moment } from './use-moment.ts'

/** Lets time and weather count; says what is sent before anything is. */
export function MomentSwitch({ moment, isReady }: { moment: Moment; isReady: boolean }) {
  const t = useTranslations('dj')
  return (
    <div className="mt-4 border-t border-line pt-3">
      <Switch
        word={t('moment')}
        note={t('momentMeans')}
        checked={moment.isOn}
        disabled={moment.isBusy || !isReady}
        onChange={moment.turn}
      />
      <ProblemNote problem={moment.problem} />
    </div>
  )
}
