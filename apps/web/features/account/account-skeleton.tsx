'use client'

import { useTranslations } from 'use-intl'
import { LateWorking } from '../ui/late-working.tsx'

/** The account view's shape while nobody knows yet who is here. */
export function AccountSkeleton() {
  const t = useTranslations('account')
  return (
    <div className="space-y-6">
      <LateWorking>{t('looking')}</LateWorking>
      <div className="flex items-center gap-5">
        <div className="skeleton size-16 rounded-full sm:size-20" />
        <div className="flex-1 space-y-3">
          <div className="skeleton h-7 w-48 max-w-full" />
          <div className="skeleton h-4 w-64 max-w-full" />
        </div>
      </div>
      {[40, 28, 28].map((height, index) => (
        <div key={index} className="glass p-6">
          <div className="skeleton mb-4 h-6 w-40 max-w-full" />
          <div className="skeleton" style={{ height: `${height * 2}px` }} />
        </div>
      ))}
    </div>
  )
}
