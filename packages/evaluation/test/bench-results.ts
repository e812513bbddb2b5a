import { createParser } from '@mooddj/shared/codec'
import { Type } from 'typebox'

const figure = Type.Union([Type.Number(), Type.Null()])

/** The one object that a bench prints with `--json`, and nothing besides. */
export const benchResults = createParser(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          name: Type.String(),
          value: figure,
          floor: figure,
          aim: figure,
          unit: Type.String(),
          reason: Type.Optional(Type.String()),
        }),
      ),
      cpu: Type.String(),
      load: Type.Number(),
    },
    { additionalProperties: false },
  ),
)
