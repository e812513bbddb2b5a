import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createValidator as createCompiled } from '../src/compiled-validator.ts'
import { createValidator as createInterpreted } from '../src/interpreted-validator.ts'
import { MoodReadingSchema } from '../src/mood.ts'
import { PlaylistPageSchema } from '../src/playlist.ts'
import { TicketSchema } from '../src/session.ts'

test('a page does not even try to make code', () => {
  const { Function: original } = globalThis
  const made: unknown[] = []
  const spy = new Proxy(original, {
    construct(target, args) {
      made.push(args)
      return Reflect.construct(target, args)
    },
  })
  globalThis.Function = spy
  try {
    createInterpreted(MoodReadingSchema).check({})
    assert.deepEqual(made, [])
    createCompiled(MoodReadingSchema).check({})
    assert.ok(made.length > 0)
  } finally {
    globalThis.Function = original
  }
})

test('a page, which may make no code, finds the same values right and wrong as a server, for the same reasons', () => {
  const values = [null, 'happy', {}, { ticket: 1 }, { items: [], nextCursor: null }, { items: [{}] }]
  for (const schema of [MoodReadingSchema, TicketSchema, PlaylistPageSchema]) {
    const [compiled, interpreted] = [createCompiled(schema), createInterpreted(schema)]
    const right = values.filter((value) => compiled.check(value))
    assert.ok(right.length < values.length)
    assert.deepEqual(
      values.filter((value) => interpreted.check(value)),
      right,
    )
    for (const value of values.filter((one) => !right.includes(one)))
      assert.equal(interpreted.explain(value), compiled.explain(value))
  }
})
