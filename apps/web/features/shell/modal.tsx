'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'

/**
 * A dialog over everything else: the browser keeps the focus inside and gives it back, Escape closes it. It stands beside
 * the page in the document, and the page is hidden from assistive technology meanwhile.
 */
export function Modal({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const main = document.querySelector('#main')
    const returnTo = document.activeElement
    dialog.current?.showModal()
    main?.setAttribute('aria-hidden', 'true')
    return () => {
      main?.removeAttribute('aria-hidden')
      if (returnTo instanceof HTMLElement) returnTo.focus()
    }
  }, [])
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="glass rise max-h-[92dvh] w-[min(34rem,calc(100vw-2rem))] overflow-y-auto bg-ground-raised p-6 text-ink sm:p-8"
    >
      <h2 id={titleId} className="mb-4 text-2xl">
        {title}
      </h2>
      {children}
    </dialog>,
    document.body,
  )
}
