'use client'

import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Problem } from '@mooddj/shared/problem'
import { useProblemWords } from './use-problem-words.ts'

/** A problem in the page's language, with the ways on as children. */
export function ProblemNote({ problem, children }: { problem: Problem | null; children?: ReactNode }) {
  const wordsOf = useProblemWords()
  const words = problem ? wordsOf(problem) : null
  return (
    <div role="alert">
      {problem && words ? (
        <div className="glass rise flex gap-3 border-warn/40 p-4">
          <CircleAlert aria-hidden className="mt-0.5 shrink-0 text-warn" size={20} />
          <div className="min-w-0 flex-1">
            <p dir="auto" className="font-medium">
              {words.title}
            </p>
            <p dir="auto" className="text-sm text-ink-soft">
              {words.detail}
            </p>
            {problem.errors?.length ? (
              <ul dir="ltr" className="mt-1 list-disc ps-5 text-sm text-ink-soft">
                {problem.errors.map(({ field, message }) => (
                  <li key={`${field}${message}`}>
                    {field.replace(/^body\./, '')}: {message}
                  </li>
                ))}
              </ul>
            ) : null}
            {children ? <div className="mt-3 flex flex-wrap gap-2">{children}</div> : null}
          </div>
        </div>
      ) : null}
    </div>
  )
}
