'use client'

import { Switch as Primitive } from 'radix-ui'
import { useId } from 'react'

/** On or off, with its word and, below it, what it means. */
export function Switch({ word, note, checked, disabled, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div>
      <div className="flex min-h-11 items-center justify-between gap-4">
        <label htmlFor={id} className="flex-1 py-2">
          {word}
        </label>
        <Primitive.Root
          id={id}
          className="switch"
          aria-describedby={note ? `${id}-note` : undefined}
          checked={checked}
          disabled={disabled}
          onCheckedChange={onChange}
        >
          <Primitive.Thumb className="switch-thumb" />
        </Primitive.Root>
      </div>
      {note ? (
        <p id={`${id}-note`} className="text-sm text-ink-soft">
          {note}
        </p>
      ) : null}
    </div>
  )
}

export interface SwitchProps {
  word: string
  note?: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}
