'use client'

import { ArrowRight } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'

/** The one way in. A form, so that it also works before the page's scripts have arrived. */
export function StartButton() {
  const t = useTranslations('landing')
  const router = useRouter()
  return (
    <form
      action="/dj"
      onSubmit={(event) => {
        event.preventDefault()
        router.push('/dj')
      }}
    >
      <button type="submit" className="button button-primary min-h-14 px-9 text-lg">
        {t('start')} <ArrowRight aria-hidden size={20} className="rtl:-scale-x-100" />
      </button>
    </form>
  )
}
