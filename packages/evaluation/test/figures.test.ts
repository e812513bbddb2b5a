import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Emotion } from '@mooddj/shared/emotion'
import { type Outcome, figuresOf } from '../src/figures.ts'
import { intervalsOf } from '../src/intervals.ts'

const said = (label: Emotion, predicted: Emotion | undefined, confidence = 0.5): Outcome => ({
  label,
  predicted,
  confidence,
})

const close = (actual: number | null, expected: number) =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`)

test('accuracy, recalls and precisions are those counted by hand', () => {
  const figures = figuresOf([
    said('happy', 'happy'),
    said('happy', 'happy'),
    said('happy', 'happy'),
    said('happy', 'neutral'),
    said('neutral', 'neutral'),
    said('neutral', 'sad'),
    said('fear', 'surprise'),
    said('fear', 'fear'),
    said('fear', 'fear'),
    said('fear', 'fear'),
  ])
  assert.equal(figures.rows, 10)
  close(figures.accuracy, 0.7)
  close(figures.macroRecall, (0.75 + 0.5 + 0.75) / 3)
  close(figures.balancedFive, (0.75 + 0.5) / 2)
  assert.deepEqual(figures.perClass.happy, { rows: 4, recall: 0.75, precision: 1 })
  assert.deepEqual(figures.perClass.neutral, { rows: 2, recall: 0.5, precision: 0.5 })
  assert.deepEqual(figures.perClass.sad, { rows: 0, recall: null, precision: 0 })
  assert.deepEqual(figures.perClass.disgust, { rows: 0, recall: null, precision: null })
  assert.deepEqual(figures.confusion, [
    [3, 0, 0, 1, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 1, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 1, 3, 0],
    [0, 0, 0, 0, 0, 0, 0],
  ])
})

test('a picture without a face counts as wrong, and only the calibration error passes over it', () => {
  const figures = figuresOf([said('happy', 'happy', 1), said('happy', undefined, 0)])
  assert.equal(figures.noFace, 1)
  close(figures.accuracy, 0.5)
  close(figures.perClass.happy.recall, 0.5)
  close(figures.calibrationError, 0)
})

test('the calibration error weighs the gap between confidence and truth in each of fifteen bins', () => {
  // 0.9 lies in bin 13 (0.867 to 0.933) with three of four right, 0.35 in bin 5 with one of one, 1 in the last with one of one.
  const figures = figuresOf([
    said('sad', 'sad', 0.9),
    said('sad', 'sad', 0.9),
    said('sad', 'sad', 0.9),
    said('sad', 'angry', 0.9),
    said('sad', 'sad', 0.35),
    said('sad', 'sad', 1),
  ])
  close(figures.calibrationError, (4 * (0.9 - 0.75) + 0.65 + 0) / 6)
})

test('an interval contains its value, is that of a share in theory, and shrinks with more rows', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => said('happy', index % 4 === 0 ? 'sad' : 'happy'))
  const few = intervalsOf(rows(100)).accuracyInterval
  const many = intervalsOf(rows(1600)).accuracyInterval
  const inTheory = (count: number) => 1.96 * Math.sqrt((0.75 * 0.25) / count)
  for (const [[low, high], count] of [
    [few, 100],
    [many, 1600],
  ] as const) {
    assert.ok(low < 0.75 && 0.75 < high)
    assert.ok(Math.abs(high - low - 2 * inTheory(count)) < 0.15 * inTheory(count), `${low} to ${high}`)
  }
  assert.deepEqual(intervalsOf(rows(100)).accuracyInterval, few)
  const { macroRecallInterval, balancedFiveInterval } = intervalsOf([...rows(100), said('fear', 'sad')])
  assert.ok(macroRecallInterval[0] <= 0.375 && 0.375 <= macroRecallInterval[1])
  assert.ok(balancedFiveInterval !== null && balancedFiveInterval[0] > 0.5)
})
