'use client'

import { StumbledView } from '#features/shell/stumbled-view.tsx'

export default function ErrorPage({ reset }: { reset: () => void }) {
  return <StumbledView onAgain={reset} />
}
