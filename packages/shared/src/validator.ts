/** Checks values against one schema. */
export interface Validator {
  check(value: unknown): boolean
  /** Where and why a value that does not pass is wrong. */
  explain(value: unknown): string
}

/** The first of a value's errors, in words. */
export function describeError(error: { instancePath: string; message: string } | undefined): string {
  return `${error?.instancePath || '(root)'} ${error?.message ?? 'does not match'}`
}
