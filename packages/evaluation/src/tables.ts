import { EMOTIONS } from '@mooddj/shared/emotion'
import type { Interval } from './intervals.ts'
import type { ModelReport, Report } from './report.ts'

const HEAD_WIDTH = 24
const COLUMN_WIDTH = 19
/** As many models as fit on 100 columns. */
const ABREAST = 4
const COUNT_WIDTH = 10

/** The figures of all models side by side, then a confusion matrix each; no line is longer than 100 columns. */
export function describeReport(report: Report): string {
  const groups = Array.from({ length: Math.ceil(report.models.length / ABREAST) }, (_, index) =>
    figuresTable(report.models.slice(index * ABREAST, (index + 1) * ABREAST)),
  )
  return [...groups, ...report.models.map(confusionTable)].join('\n\n')
}

function figuresTable(models: readonly ModelReport[]): string {
  const row = (head: string, cell: (model: ModelReport) => string) =>
    (head.padEnd(HEAD_WIDTH) + models.map((model) => cell(model).padStart(COLUMN_WIDTH)).join('')).trimEnd()
  const has = (value: (model: ModelReport) => unknown) => models.some((model) => value(model) !== null)
  return [
    row('', ({ name }) => name.slice(0, COLUMN_WIDTH - 1)),
    row('rows', ({ rows }) => String(rows)),
    row('rows without a face', ({ noFace }) => String(noFace)),
    row('accuracy %', ({ accuracy, accuracyInterval }) => withInterval(accuracy, accuracyInterval)),
    row('macro recall %', (model) => withInterval(model.macroRecall, model.macroRecallInterval)),
    row('  of five emotions %', (model) => withInterval(model.balancedFive, model.balancedFiveInterval)),
    row('calibration error %', ({ calibrationError }) => percent(calibrationError)),
    row('ms a face, one thread', ({ msPerFace }) => msPerFace.toFixed(2)),
    ...(has((model) => model.millisecondsPipeline)
      ? [
          row('ms a picture, all of it', ({ millisecondsPipeline: ms }) =>
            ms === null ? '–' : ms.toFixed(1),
          ),
        ]
      : []),
    '',
    'recall % (precision %)',
    ...EMOTIONS.filter((emotion) => models.some(({ perClass }) => perClass[emotion].rows > 0)).map(
      (emotion) =>
        row(`  ${emotion}, ${models[0]?.perClass[emotion].rows ?? 0} rows`, ({ perClass }) => {
          const { recall, precision } = perClass[emotion]
          return `${percent(recall)} (${percent(precision)})`
        }),
    ),
  ].join('\n')
}

function confusionTable({ name, confusion, noFace }: ModelReport): string {
  const line = (head: string, cells: readonly string[]) =>
    head.padEnd(COUNT_WIDTH + 2) + cells.map((cell) => cell.padStart(COUNT_WIDTH)).join('')
  return [
    `${name}: rows are what it is, columns what the network said${noFace > 0 ? ` (${noFace} without a face are not here)` : ''}`,
    line('', EMOTIONS),
    ...EMOTIONS.map((emotion, index) => line(`  ${emotion}`, (confusion[index] ?? []).map(String))),
  ].join('\n')
}

function withInterval(share: number | null, interval: Interval | null): string {
  return interval === null
    ? percent(share)
    : `${percent(share)} (${percent(interval[0])}–${percent(interval[1])})`
}

function percent(share: number | null): string {
  return share === null ? '–' : (100 * share).toFixed(1)
}
