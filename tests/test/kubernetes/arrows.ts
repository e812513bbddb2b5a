import { type INetworkPolicy, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer'
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import type { Manifest } from './models.ts'
import { pick } from './rendered.ts'
import { isSelected, type Workload, workloadsOf } from './workloads.ts'

/** Who may begin to speak with whom, written `from → to:port`; what is not in the house goes by the names of ARCHITECTURE.md's table. */
export interface Arrows {
  /** Let out of a pod of the house. */
  readonly out: ReadonlySet<string>
  /** Let into one. */
  readonly into: ReadonlySet<string>
}

/** Names of what lies in other namespaces: `namespace/label`, by a label of its pods where a rule says one. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  'kube-system/kube-dns': 'DNS',
  'monitoring/prometheus': 'Prometheus',
  'monitoring/tempo': 'Tempo',
  'envoy-gateway-system/': 'browser',
  'ingress-nginx/': 'browser',
}
const NODE_CACHE = '169.254.20.10/32'
const EVERYWHERE = ['0.0.0.0/0', '::/0']

/** What network policies allow. A pod that no policy denies everything, or a rule about nobody, is an error. */
export function arrowsOf(manifests: readonly Manifest[]): Arrows {
  const workloads = workloadsOf(manifests)
  const policies = pick(manifests, NetworkPolicy.is)
  for (const { name, labels } of workloads) {
    for (const direction of ['Ingress', 'Egress'] as const)
      if (
        !policies.some((policy) => isAbout(policy, labels) && policy.spec?.policyTypes?.includes(direction))
      )
        throw new Error(`${direction} of ${name} is not limited`)
  }
  const out = new Set<string>()
  const into = new Set<string>()
  for (const policy of policies) {
    const name = policy.metadata?.name ?? ''
    const chosen = workloads.filter(({ labels }) => isAbout(policy, labels))
    if (chosen.length === 0) throw new Error(`the policy ${name} is about nobody`)
    for (const pod of chosen) {
      for (const { from, ports } of policy.spec?.ingress ?? [])
        for (const peer of peersOf(from, 'browser', { name, workloads }))
          for (const port of portsOf(ports)) into.add(`${peer} → ${pod.name}:${port}`)
      for (const { to, ports } of policy.spec?.egress ?? [])
        for (const peer of peersOf(to, 'Kubernetes', { name, workloads }))
          for (const port of portsOf(ports)) out.add(`${pod.name} → ${peer}:${port}`)
    }
  }
  return { out, into }
}

function isAbout({ spec }: INetworkPolicy, labels: Readonly<Record<string, string>>): boolean {
  return isSelected(labels, spec?.podSelector ?? {})
}

/** Names of those that a rule is about; one that names nobody is about whoever lies outside. */
function peersOf(
  peers: readonly INetworkPolicyPeer[] | undefined,
  outside: string,
  { name, workloads }: { name: string; workloads: readonly Workload[] },
): string[] {
  if (peers === undefined) return [outside]
  return peers.flatMap(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock !== undefined) return [nameOfRange(ipBlock, name)]
    if (namespaceSelector !== undefined) {
      const namespace = namespaceSelector.matchLabels?.['kubernetes.io/metadata.name'] ?? ''
      const place = `${namespace}/${Object.values(podSelector?.matchLabels ?? {}).join()}`
      const neighbour = NEIGHBOURS[place]
      if (neighbour === undefined) throw new Error(`${name} names ${place}, of which nothing is known`)
      return [neighbour]
    }
    const found = workloads.filter(({ labels }) => isSelected(labels, podSelector ?? {}))
    if (found.length === 0) throw new Error(`a rule of ${name} is about nobody`)
    return found.map((workload) => workload.name)
  })
}

/** Everywhere must leave out what is near; another range is somebody's whom the policy, called `to-<name>`, names. */
function nameOfRange({ cidr, except = [] }: { cidr: string; except?: string[] }, policy: string): string {
  if (cidr === NODE_CACHE) return 'DNS'
  if (!EVERYWHERE.includes(cidr)) return policy.replace(/^to-/, '')
  const near =
    cidr === '::/0'
      ? ['fc00::/7', 'fe80::/10']
      : ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']
  const missing = near.filter((range) => !except.includes(range))
  if (missing.length > 0)
    throw new Error(`${policy} lets into ${missing.join(', ')}, which is not the internet`)
  return 'internet'
}

function portsOf(ports: readonly INetworkPolicyPort[] | undefined): number[] {
  if (ports === undefined) throw new Error('a rule without ports allows them all')
  return [...new Set(ports.map(({ port }) => Number(port)))]
}
