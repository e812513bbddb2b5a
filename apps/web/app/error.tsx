'use client'

import { DeadEnd } from '#features/shell/dead-end.tsx'

export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <main>
      <DeadEnd title="This view stumbled" onAgain={reset}>
        Nothing of yours is lost. Try again, or start over.
      </DeadEnd>
    </main>
  )
}
