import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSoundLab, type SoundLab } from '../lab/sound-lab.ts'

let lab: SoundLab | undefined
before(async () => {
  lab = await openSoundLab()
})
after(() => lab?.close())

/** Runs a story in the page with a player `p`, what it told in `told`, `until(condition)` and `level()` (RMS of what sounds). */
async function story(body: string, options = '{}'): Promise<unknown> {
  return lab?.run(`(async () => {
    const told = []
    const p = player.createPlayer(${options})
    p.subscribe((event) => told.push(event))
    const deadline = performance.now() + 30_000
    const until = async (condition) => {
      while (!condition()) {
        if (performance.now() > deadline) throw new Error('It did not happen in time: ' + condition)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    const level = () => {
      const wave = new Float32Array(p.analyser().fftSize)
      p.analyser().getFloatTimeDomainData(wave)
      return Math.sqrt(wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length)
    }
    try { ${body} } finally { await p.close() }
  })()`)
}

test('a loaded queue plays, pauses on the spot, and resumes where it was', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const result = await story(`
    p.load(['built-in:0004', 'built-in:0011'])
    const before = p.state()
    await p.play()
    await until(() => p.state().positionMs > 300 && level() > 0.001)
    await p.pause()
    const paused = p.state()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const later = p.state()
    await p.play()
    await until(() => p.state().positionMs > paused.positionMs + 200)
    return { before: before.status, status: paused.status, moved: later.positionMs - paused.positionMs, beat: p.beat() > 0 }
  `)
  assert.deepEqual(result, { before: 'paused', status: 'paused', moved: 0, beat: true })
})

test('next leaves the track as skipped and sounds the following one; previous goes back', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const result = await story(`
    p.load(['built-in:0004', 'built-in:0011'])
    await p.play()
    await until(() => p.state().positionMs > 300)
    p.next()
    await until(() => p.state().positionMs > 300 && level() > 0.001)
    p.previous()
    await until(() => p.state().positionMs > 100)
    return told.filter(({ type }) => type === 'entered' || type === 'left').map((event) => [event.type, event.index, event.reason])
  `)
  assert.deepEqual(
    result,
    [
      ['entered', 0, null],
      ['left', 0, 'skipped'],
      ['entered', 1, null],
      ['left', 1, 'skipped'],
      ['entered', 0, null],
    ].map((row) => row.map((cell) => cell ?? undefined)),
  )
})

test('a track that reaches its end is completed, the next one takes over, and the last one ends the queue', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const result = await story(`
    p.load(['built-in:0004', 'built-in:0006'])
    await p.play()
    p.seek(p.state().durationMs - 3500)
    await until(() => p.state().index === 1)
    p.seek(p.state().durationMs - 1000)
    await until(() => p.state().status === 'ended')
    return told.flatMap((event) => (event.type === 'left' ? [event.index + ' ' + event.reason] : event.type === 'ended' ? ['ended'] : []))
  `)
  assert.deepEqual(result, ['0 completed', '1 completed', 'ended'])
})

test('an id that is not built in is refused before anything changes', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const result = await story(`
    p.load(['built-in:0004'])
    try { p.load(['spotify:1']) } catch (error) { return [error.name, p.state().trackId] }
  `)
  assert.deepEqual(result, ['RangeError', 'built-in:0004'])
})

test('where the browser keeps its sound shut, play says so and the player is paused; after a click it plays', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const result = await story(
    `
    p.load(['built-in:0004'])
    const refused = await p.play().catch((error) => error.name)
    const { status } = p.state()
    delete globalThis.shut.resume
    await p.play()
    await until(() => p.state().positionMs > 200 && level() > 0.001)
    return [refused, status, p.state().status]
  `,
    `{ openContext: () => {
      // As browsers do before the first click: the promise is left pending.
      const context = new AudioContext()
      void context.suspend()
      context.resume = () => new Promise(() => {})
      globalThis.shut = context
      return context
    } }`,
  )
  assert.deepEqual(result, ['SoundBlocked', 'paused', 'playing'])
})

test('a context that something else halts pauses the player, and it stays paused when the context comes back', async (context) => {
  if (!lab) return context.skip('There is no Chromium on this machine')
  const result = await story(
    `
    p.load(['built-in:0004'])
    await p.play()
    await until(() => level() > 0.001)
    await globalThis.taken.suspend()
    await until(() => p.state().status === 'paused')
    await globalThis.taken.resume()
    await until(() => globalThis.taken.state === 'suspended')
    const halted = p.state().status
    await p.play()
    await until(() => p.state().positionMs > 200 && level() > 0.001)
    return [halted, p.state().status]
  `,
    '{ openContext: () => (globalThis.taken = new AudioContext()) }',
  )
  assert.deepEqual(result, ['paused', 'playing'])
})
