'use client'

import { Slider as Primitive } from 'radix-ui'

/** A value between 0 and `max`: drag, press, or use the arrow keys. */
export function Slider({ label, spoken, value, onChange, onCommit, className = '', ...rest }: SliderProps) {
  return (
    <Primitive.Root
      className={`slider ${className}`}
      min={0}
      {...rest}
      value={[value]}
      onValueChange={([chosen]) => {
        if (chosen !== undefined) onChange(chosen)
      }}
      onValueCommit={([chosen]) => {
        if (chosen !== undefined) onCommit?.(chosen)
      }}
    >
      <Primitive.Track className="slider-track">
        <Primitive.Range className="slider-range" />
      </Primitive.Track>
      <Primitive.Thumb className="slider-thumb" aria-label={label} aria-valuetext={spoken} />
    </Primitive.Root>
  )
}

export interface SliderProps {
  label: string
  /** The value as a screen reader should say it. */
  spoken: string
  value: number
  max: number
  step: number
  onChange: (value: number) => void
  /** The value that is left when the drag ends or the key is up. */
  onCommit?: (value: number) => void
  /** The page's direction unless told. */
  dir?: 'ltr' | 'rtl'
  className?: string
}
