'use client'

import { useId } from 'react'
import { CARD_DESIGNS, type CardDesign } from '@mooddj/shared/card'

const WORDS = { neon: 'Neon', glass: 'Glass', minimal: 'Minimal' } as const satisfies Record<
  CardDesign,
  string
>

export function DesignChoice({ design, disabled, onChoose }: DesignChoiceProps) {
  const name = useId()
  return (
    <fieldset disabled={disabled} className="flex flex-wrap gap-2">
      <legend className="label mb-2">Design</legend>
      {CARD_DESIGNS.map((choice) => (
        <label
          key={choice}
          className="button button-quiet flex-1 cursor-pointer has-checked:border-mood has-checked:bg-mood/20 has-focus-visible:outline-2 has-focus-visible:outline-cyan"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={design === choice}
            onChange={() => onChoose(choice)}
          />
          {WORDS[choice]}
        </label>
      ))}
    </fieldset>
  )
}

export interface DesignChoiceProps {
  design: CardDesign
  disabled: boolean
  onChoose: (design: CardDesign) => void
}
