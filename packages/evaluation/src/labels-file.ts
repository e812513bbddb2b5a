import { readFile } from 'node:fs/promises'
import { PlainError } from '@mooddj/dj/plain-error'
import { CsvError, parse } from 'csv-parse/sync'
import { type Judge, LabelFault, type Verdict, judgeFor, judgeWord } from './label-forms.ts'
import { emotionOf } from './label-words.ts'

/** One row of a label file. */
export interface LabelledRow {
  /** As written, with forward slashes. */
  file: string
  split: string | undefined
  verdict: Verdict
}

interface Line {
  /** Counted from one, as editors do; a row with line breaks in quotes is at its last. */
  number: number
  cells: readonly string[]
}

const FORMS =
  'file,label; file,split,person,emotion; or file,split and the ten vote columns of FER+ (neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF)'

/**
 * The rows of a CSV file in one of three forms (see README.md). Columns may stand in any order, in any case; quotes, CRLF and a byte
 * order mark are understood, and so is a file of two columns without a header. Throws {@link PlainError}.
 */
export async function readLabels(path: string): Promise<LabelledRow[]> {
  const [first, ...rest] = readLines(path, await readText(path))
  if (first === undefined)
    throw new PlainError(`${path} is empty: it should have a header and a row a picture.`)
  const columns = first.cells.map((cell) => cell.trim().toLowerCase())
  const judge = judgeFor(columns)
  if (judge !== undefined) return rest.map((line) => readRow(path, line, columns, judge))
  const [, word = ''] = first.cells
  if (first.cells.length === 2 && emotionOf(word) !== undefined) {
    const plain: Judge = (cell) => judgeWord(cell('label') ?? '')
    return [first, ...rest].map((line) => readRow(path, line, ['file', 'label'], plain))
  }
  throw new PlainError(`${path} has the columns ${columns.join(',')}, but should have ${FORMS}.`)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new PlainError(`The label file ${path} cannot be read: check the name and its permissions.`, {
      cause,
    })
  }
}

function readLines(path: string, text: string): Line[] {
  try {
    const lines: Line[] = []
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record(cells: string[], { lines: number }) {
        lines.push({ number, cells })
        return null
      },
    })
    return lines
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw new PlainError(`${path} is not a CSV file: ${cause.message}.`, { cause })
  }
}

function readRow(
  path: string,
  { number, cells }: Line,
  columns: readonly string[],
  judge: Judge,
): LabelledRow {
  const cell = (column: string) => {
    const place = columns.indexOf(column)
    return place < 0 ? undefined : (cells[place] ?? '')
  }
  const file = (cell('file') ?? '').trim().replaceAll('\\', '/')
  if (file === '') throw new PlainError(`${path}, line ${number}: the name of the file is missing.`)
  try {
    return { file, split: cell('split')?.trim(), verdict: judge(cell) }
  } catch (cause) {
    if (!(cause instanceof LabelFault)) throw cause
    throw new PlainError(`${path}, line ${number}: ${cause.message}.`, { cause })
  }
}
