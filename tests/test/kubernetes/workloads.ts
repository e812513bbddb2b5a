import type { IJob } from 'kubernetes-models/batch/v1/Job'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { type IDeployment, Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { type IStatefulSet, StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import type { Manifest } from './models.ts'
import { pick } from './rendered.ts'

/** Something that makes pods, as far as all of its kinds are alike. */
export interface Workload {
  readonly kind: string
  readonly name: string
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>
  readonly pod: IPodSpec
  readonly containers: readonly IContainer[]
  /** Those that run before the others do. */
  readonly initContainers: readonly IContainer[]
}

/** Everything that makes pods. */
export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return [
    ...pick(manifests, Deployment.is).map(asWorkload),
    ...pick(manifests, StatefulSet.is).map(asWorkload),
    ...pick(manifests, Job.is).map(asWorkload),
  ]
}

/** Whether labels are what a selector asks for; one that asks for nothing takes all. */
export function isSelected(
  labels: Readonly<Record<string, string>>,
  {
    matchLabels = {},
    matchExpressions = [],
  }: {
    matchLabels?: Record<string, string>
    matchExpressions?: { key: string; operator: string; values?: string[] }[]
  },
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator !== 'In') throw new Error(`selectors here say In, not ${operator}`)
      return values.includes(labels[key] ?? '')
    })
  )
}

function asWorkload({ kind, metadata, spec }: IDeployment | IStatefulSet | IJob): Workload {
  const pod = spec?.template.spec
  if (pod === undefined) throw new Error(`${kind} ${metadata?.name} makes no pods`)
  return {
    kind,
    name: metadata?.name ?? '',
    labels: spec?.template.metadata?.labels ?? {},
    pod,
    containers: pod.containers,
    initContainers: pod.initContainers ?? [],
  }
}
