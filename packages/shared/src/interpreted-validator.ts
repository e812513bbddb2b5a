import type { TSchema } from 'typebox'
import { Check, Errors } from 'typebox/schema'
import { describeError, type Validator } from './validator.ts'

/** A validator that makes no code, which a page's content security policy forbids even to try. */
export function createValidator(schema: TSchema): Validator {
  return {
    check: (value) => Check(schema, value),
    explain: (value) => describeError(Errors(schema, value)[1][0]),
  }
}
