'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { AgainButton } from '../ui/again-button.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { LateWorking } from '../ui/late-working.tsx'
import { Working } from '../ui/working.tsx'
import type { Paged } from './use-paged.ts'

/** The frame round a paged list: its shape while it comes, an invitation while it is empty, what failed, and more. */
export function PagedList<T>({ paged, fetching, skeleton, empty, children }: PagedListProps<T>) {
  const t = useTranslations('library')
  const { items, isBusy, problem } = paged
  return (
    <div className="space-y-4">
      {items === null && !problem ? (
        <>
          <LateWorking>{fetching}</LateWorking>
          <div aria-hidden>{skeleton}</div>
        </>
      ) : null}
      {items?.length === 0 ? empty : null}
      {items && items.length > 0 ? children : null}
      {items && isBusy ? <Working>{fetching}</Working> : null}
      <ProblemNote problem={problem}>
        <AgainButton onAgain={paged.more} />
      </ProblemNote>
      {paged.hasMore && !isBusy && !problem ? (
        <button type="button" className="button button-quiet mx-auto flex" onClick={() => void paged.more()}>
          {t('more')}
        </button>
      ) : null}
    </div>
  )
}

export interface PagedListProps<T> {
  paged: Paged<T>
  /** What is said while the list comes. */
  fetching: string
  /** The list's shape before it is there. */
  skeleton: ReactNode
  empty: ReactNode
  children: ReactNode
}
