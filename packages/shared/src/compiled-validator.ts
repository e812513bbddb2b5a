import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { describeError, type Validator } from './validator.ts'

/** A validator made into code of its own: what a server checks with. */
export function createValidator(schema: TSchema): Validator {
  const validator = Compile(schema)
  return {
    check: (value) => validator.Check(value),
    explain: (value) => describeError(validator.Errors(value)[0]),
  }
}
