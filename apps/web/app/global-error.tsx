'use client'

import './globals.css'
import { DeadEnd } from '#features/shell/dead-end.tsx'

/** Stands in for the whole document when even its frame failed. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <DeadEnd title="The page stumbled" onAgain={reset}>
            Nothing of yours is lost. Try again, or reload the page.
          </DeadEnd>
        </main>
      </body>
    </html>
  )
}
