import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { ApiProblem, networkProblem, ownProblem } from '../features/api/api-problem.ts'
import { createJudgementQueue, type JudgementQueueOptions } from '../features/player/judgement-queue.ts'

const judgement = { playlistId: 'p1', trackId: 't1', verdict: 'like', positionMs: 1_000 } as const

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** A receiver that refuses with what `refusals` holds, in order, and then takes everything. */
function receiver(refusals: unknown[] = []) {
  const events = new EventEmitter()
  const sent: { trackId: string; key: string }[] = []
  const send = async (given: { trackId: string; key: string }) => {
    sent.push(given)
    const refusal = refusals.shift()
    setImmediate(() => events.emit('asked'))
    if (refusal !== undefined) throw refusal
  }
  const asked = async (times: number) => {
    while (sent.length < times) await once(events, 'asked', { signal: AbortSignal.timeout(5_000) })
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  return { sent, send, asked }
}

/** A queue that stops trying when its test ends, however that went. */
function openQueue(t: TestContext, options: JudgementQueueOptions) {
  const queue = createJudgementQueue(options)
  t.after(() => queue.close())
  return queue
}

test('judgements arrive in order', async (t) => {
  const { sent, send, asked } = receiver()
  const queue = openQueue(t, { send, storage: memory() })
  queue.add({ ...judgement, trackId: 't1' })
  queue.add({ ...judgement, trackId: 't2' })
  await asked(2)
  assert.deepEqual(
    sent.map(({ trackId }) => trackId),
    ['t1', 't2'],
  )
  assert.equal(queue.waiting(), 0)
})

test('what could not be sent is sent again under the same key', async (t) => {
  const { sent, send, asked } = receiver([networkProblem(null), networkProblem(null)])
  const queue = openQueue(t, { send, storage: memory(), pauseMs: () => 1 })
  queue.add(judgement)
  await asked(3)
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1)
  assert.equal(queue.waiting(), 0)
})

test('what waits survives a reload of the page', async (t) => {
  const storage = memory()
  const away = receiver([networkProblem(null)])
  const before = openQueue(t, { send: away.send, storage, pauseMs: () => 60_000 })
  before.add(judgement)
  await away.asked(1)
  before.close()

  const back = receiver()
  const after = openQueue(t, { send: back.send, storage })
  assert.equal(after.waiting(), 1)
  after.flush()
  await back.asked(1)
  assert.equal(back.sent[0]?.key, away.sent[0]?.key)
})

test('a judgement that the server never takes does not hold up the next', async (t) => {
  const gone = new ApiProblem({ ...ownProblem('PAGE_FAILED', 404), code: 'PLAYLIST_NOT_FOUND' })
  const { send, asked } = receiver([gone])
  const queue = openQueue(t, { send, storage: memory() })
  queue.add({ ...judgement, trackId: 't1' })
  queue.add({ ...judgement, trackId: 't2' })
  await asked(2)
  assert.equal(queue.waiting(), 0)
})

test('a judgement that nobody is signed in for waits until it is flushed', async (t) => {
  const signedOut = new ApiProblem(ownProblem('SIGN_IN_ENDED', 401))
  const { sent, send, asked } = receiver([signedOut])
  const queue = openQueue(t, { send, storage: memory(), pauseMs: () => 0 })
  queue.add(judgement)
  await asked(1)
  assert.equal(queue.waiting(), 1)
  queue.flush()
  await asked(2)
  assert.equal(sent.length, 2)
  assert.equal(queue.waiting(), 0)
})

test('an evening offline keeps the newest two hundred', async (t) => {
  const { send, asked } = receiver(Array.from({ length: 300 }, () => networkProblem(null)))
  const queue = openQueue(t, { send, storage: memory(), pauseMs: () => 60_000 })
  for (let count = 0; count < 250; count += 1) queue.add(judgement)
  await asked(1)
  assert.equal(queue.waiting(), 200)
  queue.close()
})

test('storage that holds something else is as good as empty', (t) => {
  const storage = memory()
  storage.setItem('mooddj.judgements', '{"not":"a list"}')
  assert.equal(openQueue(t, { send: receiver().send, storage }).waiting(), 0)
})
