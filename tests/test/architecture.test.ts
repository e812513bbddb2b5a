import { root } from '@mooddj/dj/places'
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const sources = globSync(['{packages,services}/*/src/**/*.ts', 'apps/web/{app,features}/**/*.{ts,tsx}'], {
  cwd: root,
})
const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)].map(
    ([, name]) => name ?? '',
  )

/** Every import that breaks the rule, as `file imports name`. */
function offenders(
  files: (file: string) => boolean,
  isBanned: (name: string, file: string) => boolean,
): string[] {
  return sources.filter(files).flatMap((file) =>
    importsOf(file)
      .filter((name) => isBanned(name, file))
      .map((name) => `${file} imports ${name}`),
  )
}

test('the sources are where this file looks for them', () => {
  assert.ok(sources.length > 100, `${sources.length} sources`)
})

test('a service never imports a service, and packages never do, but for the evaluation, which measures the code of inference and playlist', () => {
  const services = /^@mooddj\/(gateway|inference|auth|playlist|snapshot|web)\b/
  const isMeasured = (name: string, file: string) =>
    file.startsWith('packages/evaluation/') && /^@mooddj\/(inference|playlist)\//.test(name)
  assert.deepEqual(
    offenders(
      () => true,
      (name, file) => services.test(name) && !isMeasured(name, file),
    ),
    [],
  )
})

test('the page never imports the platform, and no program imports the testkit', () => {
  assert.deepEqual(
    offenders(
      (file) => file.startsWith('apps/'),
      (name) => name.startsWith('@mooddj/platform'),
    ),
    [],
  )
  assert.deepEqual(
    offenders(
      (file) => !file.includes('testkit'),
      (name) => name.startsWith('@mooddj/testkit'),
    ),
    [],
  )
})

test('the shared language imports nothing of ours and nothing of Node', () => {
  const isForeign = (name: string) => !/^(\.\/|#)/.test(name) && !/^typebox(\/|$)/.test(name)
  assert.deepEqual(
    offenders((file) => file.startsWith('packages/shared/'), isForeign),
    [],
  )
})

test('the platform knows no mood and no playlist', () => {
  const allowed =
    /^@mooddj\/shared\/(channel|codec|problem|account)\.ts$|^@mooddj\/shared\/(channel|codec|problem|account)$/
  const isBanned = (name: string) => name.startsWith('@mooddj/') && !allowed.test(name)
  assert.deepEqual(
    offenders((file) => file.startsWith('packages/platform/'), isBanned),
    [],
  )
})

test('each driver is named in one place', () => {
  const drivers: [driver: RegExp, home: RegExp][] = [
    [/^@nats-io\//, /^packages\/(platform\/src\/(bus|streams)|dj|testkit)/],
    [
      /^@opentelemetry\//,
      /^packages\/platform\/src\/(tracing|telemetry|sampler|span-fields|(request|call)-spans)\.ts$/,
    ],
    [/^onnxruntime-node$/, /^(services\/inference\/src\/model-|packages\/evaluation\/src\/bench\/network-)/],
    [/^drizzle-orm/, /(store|tables|outbox|database|migrate)[^/]*\.ts$|\/store\//],
  ]
  for (const [driver, home] of drivers) {
    assert.deepEqual(
      offenders(
        (file) => !home.test(file),
        (name) => driver.test(name),
      ),
      [],
      String(driver),
    )
  }
})

test('only the configuration reads the environment', () => {
  const readers = sources.filter(
    (file) => file.startsWith('services/') && readFileSync(join(root, file), 'utf8').includes('process.env'),
  )
  assert.deepEqual(
    // The last one reads nothing: it sets what a library reads.
    readers.filter((file) => !/\/(config|migrate|prepare-models|no-telemetry)\.ts$/.test(file)),
    [],
  )
})

test('there are no barrels and no drawers for odds and ends', () => {
  assert.deepEqual(
    sources.filter((file) => /\/(index|utils?|common|helpers?|types)\.ts$/.test(file)),
    [],
  )
})
