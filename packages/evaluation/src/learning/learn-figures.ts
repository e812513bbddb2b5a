import type { Figure, Figures, Goal } from '@mooddj/dj/bench/rows'
import type { Estimate, Estimates } from '../off-policy/estimates.ts'
import { CONTENDERS, type Contender } from './contenders.ts'
import type { Behaviour } from './simulation.ts'

/** One figure of `dj bench learn`. */
export interface LearnFigure {
  name: string
  goal: Goal
  figure: Figure
}

/** The figures as the table and `--json` take them. */
export function tableOf(figures: readonly LearnFigure[]): {
  goals: Readonly<Record<string, Goal>>
  figures: Figures<string>
} {
  return {
    goals: Object.fromEntries(figures.map(({ name, goal }) => [name, goal])),
    figures: Object.fromEntries(figures.map(({ name, figure }) => [name, figure])),
  }
}

const PER_THOUSAND = 1_000
const PER_CENT = 100
/** Two-sided 95 % quantiles of Student's t by degrees of freedom; beyond the table the normal's is close. */
const STUDENT = [NaN, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179]
const STUDENT_19 = 2.093

/** What a log of one policy said of another, beside what the other's own log says. */
export function estimateFigures(
  prefix: string,
  title: string,
  { estimates, truth }: { estimates: Estimates; truth: Estimate },
): LearnFigure[] {
  const row = (name: string, words: string, value: number, unit = '‰'): LearnFigure => ({
    name: `${prefix}.${name}`,
    goal: { title: `${title}: ${words}`, unit },
    figure: value,
  })
  const withInterval = (name: string, words: string, { value, interval: [low, high] }: Estimate) => [
    row(name, words, value * PER_THOUSAND),
    row(`${name}-low`, '  from', low * PER_THOUSAND),
    row(`${name}-high`, '  to', high * PER_THOUSAND),
  ]
  const estimators = [
    ['ips', 'inverse propensity'],
    ['snips', 'self-normalised'],
    ['dr', 'doubly robust'],
  ] as const
  // The difference of two independent figures is within chance up to the hypotenuse of their intervals' halves.
  const agreeing = estimators.filter(
    ([name]) =>
      Math.abs(estimates[name].value - truth.value) <= Math.hypot(halfOf(estimates[name]), halfOf(truth)),
  )
  return [
    ...withInterval('on-policy', 'mean of its own log', truth),
    ...estimators.flatMap(([name, words]) => [
      ...withInterval(name, words, estimates[name]),
      row(`${name}-ess`, '  effective sample size', estimates.effectiveSampleSize, ''),
    ]),
    {
      name: `${prefix}.agreeing`,
      goal: {
        title: `${title}: estimators of 3 that differ from its own log by no more than chance`,
        unit: '',
        held: { floor: 3, aim: 3, better: 'more' },
      },
      figure: agreeing.length,
    },
  ]
}

/** What simulated listeners did with each contender, and by how much fewer tracks they skipped with the learner; one behaviour a seed. */
export function simulationFigures(runs: ReadonlyMap<Contender, readonly Behaviour[]>): LearnFigure[] {
  const of = (contender: Contender, what: keyof Behaviour) =>
    (runs.get(contender) ?? []).map((behaviour) => behaviour[what])
  const fall = (name: string, words: string, one: Contender, other: Contender, isHeld: boolean) => {
    const others = of(other, 'skipped')
    const differences = of(one, 'skipped').map(
      (skipped, seed) => PER_CENT * ((others[seed] ?? NaN) - skipped),
    )
    const { mean, low, high } = studentInterval(differences)
    const title = `simulation: ${words}`
    return [
      { name: `simulation.${name}`, goal: { title, unit: 'points' }, figure: mean },
      {
        name: `simulation.${name}-low`,
        goal: {
          title: '  from',
          unit: 'points',
          ...(isHeld && { held: { floor: 0.1, aim: 1, better: 'more' as const } }),
        },
        figure: low,
      },
      { name: `simulation.${name}-high`, goal: { title: '  to', unit: 'points' }, figure: high },
    ]
  }
  return [
    ...CONTENDERS.map((contender) => ({
      name: `simulation.skips.${contender}`,
      goal: { title: `simulation: tracks skipped, ${WORDS[contender]}`, unit: '%' },
      figure: PER_CENT * meanOf(of(contender, 'skipped')),
    })),
    ...fall('fall-against-none', 'fewer skips than without learning', 'thompson', 'none', true),
    ...fall('fall-against-random', 'fewer skips than with a random re-ranker', 'thompson', 'random', true),
    ...fall('thompson-against-lin-ucb', 'fewer skips than with LinUCB', 'thompson', 'lin-ucb', false),
    ...(['thompson', 'none'] as const).map((contender) => ({
      name: `simulation.deviation.${contender}`,
      goal: { title: `simulation: mean distance from way-points, ${WORDS[contender]}`, unit: '' },
      figure: meanOf(of(contender, 'deviation')),
    })),
  ]
}

const WORDS: Readonly<Record<Contender, string>> = {
  thompson: 'Thompson sampling (ours)',
  'lin-ucb': 'LinUCB',
  expectation: 'no exploration',
  told: 'told every taste (the most there is to gain)',
  random: 'random re-ranker',
  none: 'no learning',
}

function halfOf({ interval: [low, high] }: Estimate): number {
  return (high - low) / 2
}

/** Mean and 95 % interval by Student's t. */
function studentInterval(values: readonly number[]): { mean: number; low: number; high: number } {
  const mean = meanOf(values)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  const quantile = values.length === 20 ? STUDENT_19 : (STUDENT[values.length - 1] ?? 2.16)
  const reach = quantile * Math.sqrt(variance / values.length)
  return { mean, low: mean - reach, high: mean + reach }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
