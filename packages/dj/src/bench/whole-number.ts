import { PlainError } from '../plain-error.ts'

/** An option's whole number from 1 to `most`. Throws {@link PlainError}. */
export function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new PlainError(`${name} wants a whole number from 1 to ${most}, not ${text}.`)
  }
  return value
}
