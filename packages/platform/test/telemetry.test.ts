import { samplerOf } from '@mooddj/platform/sampler'
import { contextOf, isFollowed } from '@mooddj/platform/tracing'
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SamplingDecision } from '@opentelemetry/sdk-trace'
import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api'
import { eventually } from './ground.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'
const KEPT = `00-${TRACE}-${SPAN}-01`
const NOT_KEPT = `00-${TRACE}-${SPAN}-00`
/** Says what is loaded of what sends traces. */
const SPY = `data:text/javascript,import{registerHooks}from'node:module';registerHooks({resolve(name,context,next){if(/sdk-trace|otlp|async-hooks/.test(name)&&name.startsWith('@'))console.log('loads '+name);return next(name,context)}})`

describe('traces', () => {
  for (const [name, root, ofKept, ofNotKept] of [
    ['always_on', true, true, true],
    ['always_off', false, false, false],
    ['parentbased_always_on', true, true, false],
    ['parentbased_always_off', false, true, false],
    ['traceidratio', false, false, false],
    ['parentbased_traceidratio', false, true, false],
  ] as const) {
    test(`are kept as ${name} says, a ratio being 0`, () => {
      const sampler = samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: 0 })
      const isKept = (parent = ROOT_CONTEXT) =>
        sampler.shouldSample(parent, TRACE, 'x', SpanKind.SERVER, {}, []).decision ===
        SamplingDecision.RECORD_AND_SAMPLED
      assert.deepEqual(
        [isKept(), isKept(contextOf(KEPT)), isKept(contextOf(NOT_KEPT))],
        [root, ofKept, ofNotKept],
      )
    })
  }

  for (const told of [
    undefined,
    '',
    'garbage',
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `${KEPT}-more`,
    [KEPT, KEPT],
    NOT_KEPT,
  ]) {
    test(`are gone on with by nobody who is told ${JSON.stringify(told)}`, () => {
      assert.equal(isFollowed(contextOf(told)), false)
    })
  }

  test('that nobody takes cost a warning, and neither an answer nor a clean end', async () => {
    const service = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })
    for (let times = 0; times < 20; times += 1) assert.equal((await service.tell()).status, 200)
    await eventually(
      async () => service.said(),
      (said) => said.includes('spans cannot be sent'),
    )
    assert.match(service.said(), /loads @opentelemetry\/sdk-trace/)
    assert.equal(await service.end(), 0)
    assert.equal(service.said().match(/spans cannot be sent/g)?.length, 1)
  })

  test('that nobody asked for are not made, and nothing that would send them is loaded', async () => {
    const service = await start({})
    assert.equal((await service.tell()).status, 200)
    assert.equal(await service.end(), 0)
    assert.doesNotMatch(service.said(), /loads |trace_id/)
  })
})

async function start(settings: Record<string, string>) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: _ours, ...environment } = process.env
  const file = fileURLToPath(import.meta.resolve('./talkative-service.ts'))
  const child: ChildProcess = spawn(process.execPath, ['--import', SPY, file], {
    env: {
      ...environment,
      PORT: '0',
      OPS_PORT: '0',
      DATABASE_URL: `postgres://nobody:${randomBytes(24).toString('hex')}@127.0.0.1:9/none`,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    said += piece
  })
  const find = async () => /listening at (http:[^"]+)"/.exec(said)?.[1]
  const base = (await eventually(find, (url) => url !== undefined)) ?? ''
  return {
    said: () => said,
    tell: () =>
      fetch(`${base}/tell`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'ada@example.org' }),
      }),
    async end() {
      const gone = once(child, 'close')
      child.kill('SIGTERM')
      const [code]: unknown[] = await gone
      return code
    },
  }
}
