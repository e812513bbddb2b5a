import type { LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'

/** One subject of the account view: its heading can be gone to by its `id`. */
export function AccountSection({ id, title, note, Icon, ref, children }: AccountSectionProps) {
  return (
    <section ref={ref} id={id} aria-labelledby={`${id}-title`} className="glass scroll-mt-6 p-5 sm:p-6">
      <div className="mb-4 flex items-start gap-3.5">
        <span
          aria-hidden
          className="grid size-10 shrink-0 place-items-center rounded-xl bg-fill-strong text-ink-soft"
        >
          <Icon size={20} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 id={`${id}-title`} tabIndex={-1} className="text-xl leading-10">
            {title}
          </h2>
          {note ? <p className="text-sm text-ink-soft">{note}</p> : null}
        </div>
      </div>
      {children}
    </section>
  )
}

export interface AccountSectionProps {
  id: string
  title: string
  note?: string
  Icon: LucideIcon
  ref?: Ref<HTMLElement>
  children: ReactNode
}
