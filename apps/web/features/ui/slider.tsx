'use client'

import { Slider as Primitive } from 'radix-ui'

/** A value between 0 and `max`: drag, press, or use the arrow keys. */
export function Slider({ label, spoken, value, max, step, onChange, className = '' }: SliderProps) {
  return (
    <Primitive.Root
      className={`slider ${className}`}
      min={0}
      max={max}
      step={step}
      value={[value]}
      onValueChange={([chosen]) => {
        if (chosen !== undefined) onChange(chosen)
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
  className?: string
}
