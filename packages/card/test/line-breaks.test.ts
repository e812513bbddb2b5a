import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breakablePieces, directionOf, graphemesOf } from '../src/line-breaks.ts'

test('lines break after spaces, and nothing is lost or added', () => {
  assert.deepEqual(breakablePieces('Out of the quiet, home'), ['Out ', 'of ', 'the ', 'quiet, ', 'home'])
  for (const text of [
    '',
    ' ',
    'a  b',
    '夜空の音楽、始まり',
    'rock’n’roll (live) “now”',
    'مرحبا، بكم',
    '👩‍👩‍👧‍👦🇩🇪',
  ])
    assert.equal(breakablePieces(text).join(''), text)
})

test('scripts without spaces break between words, never before punctuation nor after an opening bracket', () => {
  const pieces = breakablePieces('夜空の音楽、静かな「始まり」です')
  assert.ok(pieces.length > 4)
  for (const piece of pieces) {
    assert.doesNotMatch(piece, /^[、。」]/)
    assert.doesNotMatch(piece, /「$/)
  }
  assert.ok(breakablePieces('เพลงรักในสายฝน').length > 1)
  assert.deepEqual(breakablePieces('unbreakable'), ['unbreakable'])
})

test('a text is read from the side of its first letter', () => {
  assert.equal(directionOf('123 — Hello مرحبا'), 'ltr')
  assert.equal(directionOf('«مرحبا» Hello'), 'rtl')
  assert.equal(directionOf('שלום'), 'rtl')
  assert.equal(directionOf('🎉 2026'), undefined)
})

test('a sign is kept whole: accents, emoji of several people, flags', () => {
  assert.deepEqual(graphemesOf('e\u0301👩‍👩‍👧🇩🇪'), ['e\u0301', '👩‍👩‍👧', '🇩🇪'])
})
