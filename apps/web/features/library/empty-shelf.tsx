import type { ReactNode } from 'react'

/** A shelf with nothing on it yet, and what would put something there. */
export function EmptyShelf({ picture, title, children, action }: EmptyShelfProps) {
  return (
    <div className="glass grid justify-items-center gap-3 px-6 py-10 text-center sm:py-14">
      {picture}
      <h2 className="mt-2 text-2xl">{title}</h2>
      <p className="mb-2 max-w-md text-ink-soft">{children}</p>
      {action}
    </div>
  )
}

export interface EmptyShelfProps {
  picture: ReactNode
  title: string
  children: string
  action: ReactNode
}
