'use client'

import './globals.css'

/** Stands in for the whole document when even its frame failed, its words included: so it speaks for itself, in both languages. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en" data-theme="dark">
      <body>
        <main className="mx-auto grid min-h-[90dvh] max-w-lg place-content-center gap-4 px-6 text-center">
          <h1 className="text-4xl">The page stumbled</h1>
          <p className="text-ink-soft">Nothing of yours is lost.</p>
          <p lang="ar" dir="rtl" className="text-ink-soft">
            تعثّرت الصفحة. لم تفقد شيئًا.
          </p>
          <button type="button" className="button button-primary" onClick={reset}>
            Try again · <span lang="ar">حاول مجددًا</span>
          </button>
        </main>
      </body>
    </html>
  )
}
