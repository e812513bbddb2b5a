import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createParser } from '@mooddj/shared/codec'
import { root } from '@mooddj/dj/places'
import { Type } from 'typebox'

const reports = createParser(
  Type.Object({
    rows: Type.Integer(),
    leftOut: Type.Record(Type.String(), Type.Integer()),
    missing: Type.Array(Type.String()),
    undecodable: Type.Array(Type.String()),
    crop: Type.String(),
    models: Type.Array(
      Type.Object({
        name: Type.String(),
        kind: Type.String(),
        precision: Type.String(),
        rows: Type.Integer(),
        noFace: Type.Integer(),
        accuracy: Type.Number(),
        accuracyInterval: Type.Tuple([Type.Number(), Type.Number()]),
        macroRecall: Type.Number(),
        macroRecallInterval: Type.Tuple([Type.Number(), Type.Number()]),
        balancedFive: Type.Number(),
        balancedFiveInterval: Type.Tuple([Type.Number(), Type.Number()]),
        perClass: Type.Record(
          Type.String(),
          Type.Object({
            rows: Type.Integer(),
            recall: Type.Union([Type.Number(), Type.Null()]),
            precision: Type.Union([Type.Number(), Type.Null()]),
          }),
        ),
        labels: Type.Array(Type.String()),
        confusion: Type.Array(Type.Array(Type.Integer())),
        calibrationError: Type.Number(),
        msPerFace: Type.Number({ exclusiveMinimum: 0 }),
        millisecondsPipeline: Type.Union([Type.Number(), Type.Null()]),
      }),
    ),
    cpu: Type.String(),
    load: Type.Number(),
  }),
)

/** Runs `./dj models eval` to its end; its files go to `folder`. */
export async function runEval(folder: string, args: readonly string[]) {
  const out = join(folder, 'out.json')
  const program = join(root, 'packages/dj/src/main.ts')
  const files = ['--json', out, '--pictures', join(folder, 'drawn')]
  const child = spawn(process.execPath, [program, 'models', 'eval', ...files, ...args], {
    env: { ...process.env, MOODDJ_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  const report = () => reports.parseText(readFileSync(out, 'utf8'))
  return { stdout, stderr, code, report }
}
