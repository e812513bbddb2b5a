import { type Static, Type } from 'typebox'

/** An error as RFC 9457 (`application/problem+json`) gives it. */
export const ProblemSchema = Type.Object({
  /** `/problems/noun-state` */
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  /** `NOUN_STATE` */
  code: Type.String(),
  /** With 400: each wrong field. */
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
})
export type Problem = Static<typeof ProblemSchema>

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'
