import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Problem } from '@mooddj/shared/problem'

/** A problem in its own words, with the ways on as children. */
export function ProblemNote({ problem, children }: { problem: Problem | null; children?: ReactNode }) {
  return (
    <div role="alert">
      {problem ? (
        <div className="glass rise flex gap-3 border-warn/40 p-4">
          <CircleAlert aria-hidden className="mt-0.5 shrink-0 text-warn" size={20} />
          <div className="min-w-0 flex-1">
            <p className="font-medium">{problem.title}</p>
            <p className="text-sm text-ink-soft">{problem.detail}</p>
            {problem.errors?.length ? (
              <ul className="mt-1 list-disc pl-5 text-sm text-ink-soft">
                {problem.errors.map(({ field, message }) => (
                  <li key={`${field}${message}`}>
                    {field.replace(/^\//, '')}: {message}
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
