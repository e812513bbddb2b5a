import { Type } from 'typebox'
import { validate, version } from 'uuid'

/** A path that ends in an id. What it names is looked up, so a malformed one is simply not found. */
export const IdParamsSchema = Type.Object({ id: Type.String() })

/** Whether a text can be the id of something kept here. */
export function isId(text: string): boolean {
  return validate(text) && version(text) === 7
}
