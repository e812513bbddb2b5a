import { Histogram, type Registry } from 'prom-client'

/** Gives what observes how long composing takes, seconds. It holds up everything else meanwhile, so it must stay short. */
export function composingTime(metrics: Registry): (seconds: number) => void {
  const histogram = new Histogram({
    name: 'mooddj_composing_seconds',
    help: 'How long composing a playlist takes',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
    registers: [metrics],
  })
  return (seconds) => histogram.observe(seconds)
}
