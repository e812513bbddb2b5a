'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import './style-nonce.ts'

/** A dialog over everything else: it keeps the focus inside and gives it back; Escape, the cross and a press outside close it. */
export function Dialog({ title, onClose, children, size = 'narrow' }: DialogProps) {
  const t = useTranslations('shell')
  return (
    <Primitive.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Primitive.Portal>
        <Primitive.Overlay className="scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          // The dialog itself: a reader begins with its title, and no button is a key press away by accident.
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          className={`glass-deep rise fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[92dvh] -translate-y-1/2 overflow-y-auto rounded-glass p-5 text-ink sm:p-8 ${WIDTHS[size]}`}
        >
          <div className="mb-4 flex items-start justify-between gap-4">
            <Primitive.Title className="pt-1.5 text-2xl">{title}</Primitive.Title>
            <Primitive.Close className="icon-button -me-2 -mt-1 shrink-0" aria-label={t('close')}>
              <X aria-hidden size={22} />
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

const WIDTHS = { narrow: 'max-w-[34rem]', wide: 'max-w-[60rem]' } as const

export interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  size?: keyof typeof WIDTHS
}
