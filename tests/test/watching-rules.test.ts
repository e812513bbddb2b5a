import { root } from '@mooddj/dj/places'
import { promtool } from '@mooddj/testkit/prometheus-tools'
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readQuery } from './promql.ts'
import { readDashboards, readDatasources, readRules, watchingFolder } from './watching-files.ts'

test('every rule is one to Prometheus, and each alert is raised where it must be and in no healthy house', async () => {
  assert.match(await promtool(watchingFolder, 'check', 'rules', 'alerts.yml'), /SUCCESS: \d+ rules found/)
  assert.match(await promtool(watchingFolder, 'test', 'rules', 'alerts.test.yml'), /SUCCESS/)
  const tests = readFileSync(join(watchingFolder, 'alerts.test.yml'), 'utf8')
  const untested = readRules().filter(
    ({ alert }) => alert !== undefined && !tests.includes(`alertname="${alert}"`),
  )
  assert.deepEqual(
    untested.map(({ alert }) => alert),
    [],
  )
})

test('Prometheus takes the configuration that scrapes the services', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mooddj-prometheus-'))
  try {
    const config = readFileSync(join(watchingFolder, 'prometheus.yml'), 'utf8')
    writeFileSync(join(folder, 'prometheus.yml'), config.replace('/etc/prometheus/', `${watchingFolder}/`))
    await promtool(folder, 'check', 'config', 'prometheus.yml')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('each alert says how bad it is, and leads to a paragraph that says what to do', () => {
  const whole = readFileSync(join(root, 'docs/operations.md'), 'utf8')
  const text = whole.split(/^## /m).find((part) => part.startsWith('Watching it\n')) ?? ''
  const paragraphs = new Map(
    text.split(/^#### /m).map((part) => {
      const [name = '', ...rest] = part.split('\n')
      return [name, rest.join('\n').split(/^#/m)[0]?.trim() ?? '']
    }),
  )
  const alerts = readRules().filter(({ alert }) => alert !== undefined)
  assert.ok(alerts.length > 20)
  for (const { alert = '', labels, annotations } of alerts) {
    assert.ok(labels?.severity, `${alert} has a severity`)
    assert.equal(annotations?.runbook_url, `docs/operations.md#${alert.toLowerCase()}`)
    assert.ok((paragraphs.get(alert) ?? '').length > 200, `${alert} has a paragraph`)
  }
  const names = new Set(alerts.map(({ alert }) => alert))
  const orphans = [...paragraphs.keys()].filter((name) => /^[A-Z]\w+$/.test(name) && !names.has(name))
  assert.deepEqual(orphans, [])
})

test('each panel has a title, a unit, and queries that Prometheus’ grammar takes, of a data source that is there', () => {
  const known = new Set(readDatasources().map(({ uid }) => uid))
  const dashboards = readDashboards()
  assert.ok(dashboards.length >= 3)
  for (const { file, panels } of dashboards) {
    for (const { title, type, fieldConfig, targets = [] } of panels.filter(({ type }) => type !== 'row')) {
      assert.ok(fieldConfig?.defaults.unit, `${file}: ${title} (${type}) has a unit`)
      assert.ok(targets.length > 0, `${file}: ${title} asks for something`)
      for (const { expr, datasource } of targets) {
        assert.ok(known.has(datasource.uid), `${file}: ${title} asks ${datasource.uid}`)
        assert.ok(readQuery(expr).selectors.length > 0, expr)
      }
    }
  }
  assert.throws(() => readQuery('sum by (le (rate(x[5m]))'), SyntaxError)
})
