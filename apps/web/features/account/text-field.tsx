'use client'

import { CircleAlert, Eye, EyeOff } from 'lucide-react'
import { type InputHTMLAttributes, useId, useState } from 'react'
import { useTranslations } from 'use-intl'

/** One line of text with its label, what may stand there, and what is wrong with it. A password can be looked at. */
export function TextField({ label, hint, wrong = null, type = 'text', ...input }: TextFieldProps) {
  const t = useTranslations('account')
  const id = useId()
  const [isShown, setIsShown] = useState(false)
  const isSecret = type === 'password'
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ')
  return (
    <div>
      <label htmlFor={id} className="label mb-1.5 block">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          type={isSecret && isShown ? 'text' : type}
          dir={type === 'text' ? 'auto' : 'ltr'}
          className={`field ${isSecret ? 'pe-13' : ''} ${wrong ? 'border-danger' : ''} rtl:text-right`}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={described || undefined}
          {...input}
        />
        {isSecret ? (
          <button
            type="button"
            className="absolute inset-y-0 end-0 grid w-12 place-items-center rounded-xl text-ink-soft hover:text-ink"
            aria-label={t('showPassword')}
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden size={20} /> : <Eye aria-hidden size={20} />}
          </button>
        ) : null}
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      {wrong ? (
        <p id={`${id}-wrong`} className="mt-1.5 flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0" /> {wrong}
        </p>
      ) : null}
    </div>
  )
}

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: string
  /** What is wrong with what was typed; null while nothing is. */
  wrong?: string | null
}
