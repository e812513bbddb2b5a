import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseRows } from '../src/choose-rows.ts'
import { readLabels } from '../src/labels-file.ts'
import { testFolder, writeLines } from './folder.ts'

const folder = testFolder()
const VOTES =
  'file,split,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF,fer2013_label,leak_dup'

test('adjectives and nouns name the same emotions, in any case, quoted, with CRLF and a byte order mark, in any order', async () => {
  const lines = [
    '\uFEFFLabel,Note,FILE',
    'Happiness,"one, ""two""",a.png',
    '"SAD",,"with, comma.png"',
    'Anger,,sub\\b.png',
  ]
  const rows = await readLabels(writeLines(folder, 'plain.csv', lines, '\r\n'))
  assert.deepEqual(
    rows.map(({ file, verdict }) => [file, verdict]),
    [
      ['a.png', { label: 'happy' }],
      ['with, comma.png', { label: 'sad' }],
      ['sub/b.png', { label: 'angry' }],
    ],
  )
})

test('two columns need no header', async () => {
  const rows = await readLabels(writeLines(folder, 'bare.csv', ['a.png,surprised', 'b.png,Fear']))
  assert.deepEqual(
    rows.map(({ verdict }) => verdict),
    [{ label: 'surprise' }, { label: 'fear' }],
  )
})

test('votes count over all ten columns, and ties, contempt, unknown, no faces and twins are left out by name', async () => {
  const rows = await readLabels(
    writeLines(folder, 'votes.csv', [
      VOTES,
      'a,valid,4,6,0,0,0,0,0,0,0,0,happy,0',
      'b,valid,5,0,0,5,0,0,0,0,0,0,sad,0',
      'c,valid,2,0,0,0,0,0,0,8,0,0,sad,0',
      'd,valid,3,0,0,0,0,0,0,0,7,0,sad,0',
      'e,valid,0,0,0,0,0,0,0,0,0,9,sad,0',
      'f,valid,0,0,0,0,0,9,1,0,0,0,disgust,1',
      'g,valid,0,0,0,0,0,5,4,0,0,0,fear,0',
      'h,train,9,0,0,0,0,0,0,0,0,0,neutral,0',
    ]),
  )
  const { samples, leftOut } = chooseRows(rows, { split: undefined, limit: undefined })
  assert.deepEqual(samples, [
    { file: 'a', label: 'happy' },
    { file: 'g', label: 'disgust' },
  ])
  assert.deepEqual(leftOut, {
    tie: 1,
    contempt: 1,
    unknown: 1,
    'not a face': 1,
    'twin in another split': 1,
    'split train': 1,
  })
})

test('portraits are not measured on disgust, fear and contempt', async () => {
  const lines = [
    'person,emotion,split,file',
    'p,neutral,valid,a',
    'p,disgust,valid,b',
    'q,fear,valid,c',
    'q,contempt,valid,d',
  ]
  const { samples, leftOut } = chooseRows(await readLabels(writeLines(folder, 'portraits.csv', lines)), {
    split: undefined,
    limit: undefined,
  })
  assert.deepEqual(samples, [{ file: 'a', label: 'neutral' }])
  assert.deepEqual(leftOut, { disgust: 1, fear: 1, contempt: 1 })
})

test('what cannot be meant is said with its line', async () => {
  const reject = async (name: string, lines: string[], message: RegExp) =>
    assert.rejects(readLabels(writeLines(folder, name, lines)), { name: 'PlainError', message })
  await reject(
    'unknown.csv',
    ['file,label', 'a.png,happy', 'b.png,bored'],
    /unknown\.csv, line 3: the label "bored"/,
  )
  await reject('blank.csv', ['file,label', 'a.png,'], /line 2: the label ""/)
  await reject('nameless.csv', ['file,label', ',happy'], /line 2: the name of the file is missing/)
  await reject(
    'votes-bad.csv',
    [VOTES, 'a,valid,x,6,0,0,0,0,0,0,0,0,happy,0'],
    /line 2: "x" is no number of votes for neutral/,
  )
  await reject(
    'columns.csv',
    ['picture,mood', 'a,b'],
    /has the columns picture,mood, but should have file,label/,
  )
  await reject('quote.csv', ['file,label', '"a.png,happy'], /is not a CSV file/)
  await reject('empty.csv', [], /is empty/)
  await assert.rejects(readLabels('/nowhere.csv'), { name: 'PlainError', message: /cannot be read/ })
})

test('train is left out beside other splits, one split can be asked for, and a limit always draws the same rows', () => {
  const row = (file: string, split: string) => ({ file, split, verdict: { label: 'happy' } as const })
  const rows = [row('a', 'train'), row('b', 'valid'), row('c', 'test')]
  const files = (split: string | undefined) =>
    chooseRows(rows, { split, limit: undefined }).samples.map(({ file }) => file)
  assert.deepEqual(files(undefined), ['b', 'c'])
  assert.deepEqual(files('train'), ['a'])
  assert.throws(() => files('spare'), /No row is of the split spare; there is train, valid, test/)
  assert.deepEqual(
    chooseRows([row('a', 'train')], { split: undefined, limit: undefined }).samples.length,
    1,
    'a file of nothing but train is measured',
  )
  const many = Array.from({ length: 100 }, (_, index) => row(String(index), 'valid'))
  const drawn = chooseRows(many, { split: undefined, limit: 10 })
  assert.equal(drawn.samples.length, 10)
  assert.equal(drawn.leftOut['not drawn'], 90)
  assert.deepEqual(drawn, chooseRows(many, { split: undefined, limit: 10 }))
  assert.notDeepEqual(
    drawn.samples,
    chooseRows(many, { split: undefined, limit: undefined }).samples.slice(0, 10),
  )
})
