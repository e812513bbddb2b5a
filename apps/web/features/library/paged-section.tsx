'use client'

import type { ReactNode } from 'react'
import { ProblemNote } from '../shell/problem-note.tsx'
import { Working } from '../ui/working.tsx'
import type { Paged } from './use-paged.ts'

/** The frame round a paged list: working, empty, failed, more. */
export function PagedSection<T>({ title, paged, empty, children }: PagedSectionProps<T>) {
  return (
    <section aria-label={title}>
      <h2 className="mb-4 text-2xl">{title}</h2>
      {children}
      {paged.items?.length === 0 ? <p className="glass p-6 text-ink-soft">{empty}</p> : null}
      {paged.isBusy ? <Working>{`Fetching your ${title.toLowerCase()}`}</Working> : null}
      <ProblemNote problem={paged.problem}>
        <button type="button" className="button button-quiet" onClick={() => void paged.more()}>
          Try again
        </button>
      </ProblemNote>
      {paged.hasMore && !paged.isBusy && !paged.problem ? (
        <button type="button" className="button button-quiet mt-4" onClick={() => void paged.more()}>
          Show more
        </button>
      ) : null}
    </section>
  )
}

export interface PagedSectionProps<T> {
  title: string
  paged: Paged<T>
  empty: ReactNode
  children: ReactNode
}
