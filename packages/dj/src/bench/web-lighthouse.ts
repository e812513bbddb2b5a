import lighthouse, { desktopConfig } from 'lighthouse'
import { freePort } from '../ports.ts'
import { launchChromium } from '../quiet-chromium.ts'
import { quantile } from './live-figures.ts'
import type { Figures } from './rows.ts'
import type { WebName } from './web-goals.ts'

type LighthouseName = Extract<
  WebName,
  `performance-${string}` | `${string}-paint` | 'total-blocking-time' | 'layout-shift'
>
type Profile = 'phone' | 'desktop'

/** Lighthouse on a page's address, each profile as many rounds as told; of each figure the median. */
export async function measureLighthouse(address: string, rounds: number): Promise<Figures<LighthouseName>> {
  const phone = await runRounds(address, 'phone', rounds)
  const desktop = await runRounds(address, 'desktop', rounds)
  return {
    'performance-phone': median(phone, 'performance'),
    'performance-desktop': median(desktop, 'performance'),
    'first-contentful-paint': median(phone, 'first-contentful-paint'),
    'largest-contentful-paint': median(phone, 'largest-contentful-paint'),
    'total-blocking-time': median(phone, 'total-blocking-time'),
    'layout-shift': median(phone, 'cumulative-layout-shift'),
  }
}

type Round = ReadonlyMap<string, number>

async function runRounds(address: string, profile: Profile, rounds: number): Promise<Round[]> {
  const results: Round[] = []
  for (let round = 0; round < rounds; round++) results.push(await runOnce(address, profile))
  return results
}

/** Every figure of one run by its audit's name, and `performance` from 0 to 100. A fresh browser each time: nothing is cached. */
async function runOnce(address: string, profile: Profile): Promise<Round> {
  const port = await freePort()
  const browser = await launchChromium([`--remote-debugging-port=${port}`])
  try {
    const flags = { port, logLevel: 'error', onlyCategories: ['performance'] } as const
    const result = await lighthouse(
      address,
      { ...flags, onlyCategories: [...flags.onlyCategories] },
      profile === 'desktop' ? desktopConfig : undefined,
    )
    if (result === undefined) throw new Error('Lighthouse gave no result')
    const { audits, categories } = result.lhr
    const figures = Object.values(audits).map(({ id, numericValue }): [string, number] => [
      id,
      numericValue ?? Number.NaN,
    ])
    return new Map([...figures, ['performance', 100 * (categories['performance']?.score ?? Number.NaN)]])
  } finally {
    await browser.close()
  }
}

function median(rounds: readonly Round[], name: string): number {
  return quantile(
    rounds.map((round) => round.get(name) ?? Number.NaN).toSorted((a, b) => a - b),
    0.5,
  )
}
