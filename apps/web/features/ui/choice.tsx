'use client'

import type { LucideIcon } from 'lucide-react'
import { RadioGroup } from 'radix-ui'

/** One of a few, side by side. The arrow keys move along. */
export function Choice<T extends string>({ label, options, value, onChange, disabled }: ChoiceProps<T>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      className="choice"
      value={value}
      disabled={disabled ?? false}
      onValueChange={(chosen) => {
        const option = options.find((one) => one.value === chosen)
        if (option) onChange(option.value)
      }}
    >
      {options.map(({ value: one, word, Icon }) => (
        <RadioGroup.Item key={one} value={one} className="choice-item whitespace-nowrap">
          {Icon ? <Icon aria-hidden size={18} className="hidden shrink-0 sm:block" /> : null}
          {word}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

export interface ChoiceProps<T extends string> {
  /** What is chosen, for those who do not see it. */
  label: string
  options: readonly { value: T; word: string; Icon?: LucideIcon }[]
  value: T
  onChange: (value: T) => void
  disabled?: boolean
}
