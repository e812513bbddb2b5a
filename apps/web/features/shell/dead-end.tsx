import { AudioWaveform } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** A view without content that still shows the way on. */
export function DeadEnd({
  title,
  children,
  onAgain,
}: {
  title: string
  children: ReactNode
  onAgain?: () => void
}) {
  return (
    <div className="mx-auto grid min-h-[70dvh] max-w-lg place-content-center gap-4 px-6 text-center">
      <AudioWaveform aria-hidden size={48} className="mx-auto text-mood" />
      <h1 className="text-4xl">{title}</h1>
      <p className="text-ink-soft">{children}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-3">
        {onAgain ? (
          <button type="button" className="button button-primary" onClick={onAgain}>
            Try again
          </button>
        ) : null}
        <Link href="/dj" className="button button-quiet">
          To the DJ
        </Link>
        <Link href="/" className="button button-quiet">
          Home
        </Link>
      </div>
    </div>
  )
}
