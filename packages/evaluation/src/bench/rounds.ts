import { medianOf } from '../clock.ts'
import type { Contender } from './contender.ts'

/** How long and how often each contender runs. */
export interface Rounds {
  rounds: number
  secondsPerBurst: number
}

/** Told after each burst: how many of how many are done. */
export type Step = () => void

/**
 * Processor milliseconds a frame of each contender: the median of its bursts. They take turns in rounds, every second round the other way
 * round, so that a busy or a slow moment of the machine falls on all of them; other programs' load counts little, because only the
 * contender's own processor time does.
 */
export async function runRounds<Name extends string>(
  contenders: ReadonlyMap<Name, Contender>,
  { rounds, secondsPerBurst }: Rounds,
  step: Step,
): Promise<Map<Name, number>> {
  for (const contender of contenders.values()) {
    await burst(contender, secondsPerBurst)
    step()
  }
  const taken = new Map<Name, number[]>([...contenders.keys()].map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [...contenders] : [...contenders].toReversed()
    for (const [name, contender] of order) {
      taken.get(name)?.push(await burst(contender, secondsPerBurst))
      step()
    }
  }
  return new Map([...taken].map(([name, values]) => [name, medianOf(values)]))
}

async function burst(contender: Contender, seconds: number): Promise<number> {
  const cpuMs = () => contender.cpuMs?.() ?? ownCpuMs()
  const before = await cpuMs()
  const until = performance.now() + seconds * 1000
  let frames = 0
  do frames += await contender.step()
  while (performance.now() < until)
  return ((await cpuMs()) - before) / frames
}

/** Processor time of this process and all its threads, ms. */
function ownCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
