'use client'

import type { LucideIcon } from 'lucide-react'
import { Popover as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

/** A button with an icon that opens a small panel beside itself; Escape and a press outside close it. */
export function Popover({ label, Icon, children, className = '' }: PopoverProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger className={`icon-button ${className}`} aria-label={label} title={label}>
        <Icon aria-hidden size={20} />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          sideOffset={8}
          collisionPadding={12}
          className="glass-deep rise z-40 max-w-[calc(100vw-1.5rem)] rounded-glass p-5 text-ink"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

export interface PopoverProps {
  /** What the button opens, for those who do not see the icon. */
  label: string
  Icon: LucideIcon
  children: ReactNode
  className?: string
}
