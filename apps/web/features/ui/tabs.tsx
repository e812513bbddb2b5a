'use client'

import type { LucideIcon } from 'lucide-react'
import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

/** Several panels, one of them shown. Without `value` the first is shown first. */
export function Tabs<T extends string>({ label, panels, value, onChange }: TabsProps<T>) {
  const control = {
    ...(value === undefined ? { defaultValue: panels[0]?.value } : { value }),
    onValueChange: (chosen: string) => {
      const panel = panels.find((one) => one.value === chosen)
      if (panel) onChange?.(panel.value)
    },
  }
  return (
    <Primitive.Root {...control}>
      <Primitive.List aria-label={label} className="choice mb-6 sm:inline-grid">
        {panels.map(({ value: one, word, Icon }) => (
          <Primitive.Trigger key={one} value={one} className="choice-item sm:px-6">
            {Icon ? <Icon aria-hidden size={18} /> : null}
            {word}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {panels.map(({ value: one, content }) => (
        <Primitive.Content key={one} value={one} className="rise outline-offset-8">
          {content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}

export interface TabsProps<T extends string> {
  label: string
  panels: readonly { value: T; word: string; Icon?: LucideIcon; content: ReactNode }[]
  value?: T
  onChange?: (value: T) => void
}
