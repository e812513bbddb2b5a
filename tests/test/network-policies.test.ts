import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { arrowsIn, readArrowTable } from './kubernetes/arrow-table.ts'
import { arrowsOf } from './kubernetes/arrows.ts'
import { findKubectl } from './kubernetes/kubectl.ts'
import type { Manifest } from './kubernetes/models.ts'
import { type Overlay, overlays, readManifests, renderAll } from './kubernetes/rendered.ts'
import { workloadsOf } from './kubernetes/workloads.ts'

const kubectl = await findKubectl()
const skip = kubectl === undefined && 'there is no kubectl for this machine: put one on the PATH'

describe('who may speak with whom in a cluster', { skip }, () => {
  let rendered: ReadonlyMap<Overlay, Manifest[]>
  before(async () => {
    rendered = await renderAll(kubectl ?? '')
  })

  for (const overlay of overlays) {
    test(`is what ARCHITECTURE.md says, no less and no more: ${overlay}`, () => {
      const manifests = rendered.get(overlay) ?? []
      const names = workloadsOf(manifests).map(({ name }) => name)
      const said = arrowsIn(readArrowTable(), overlay.split('-'), names)
      const { out, into } = arrowsOf(manifests)
      assert.deepEqual([...new Set([...out, ...into])].toSorted(), [...said].toSorted())
      // Between two pods of the house it takes both: one is let out, and the other lets in.
      const isInside = (arrow: string) => {
        const [, from = '', to = ''] = /^(\S+) → ([^:]+):/.exec(arrow) ?? []
        return names.includes(from) && names.includes(to)
      }
      assert.deepEqual([...out].filter(isInside).toSorted(), [...into].filter(isInside).toSorted())
    })
  }
})

describe('reading network policies', () => {
  const pod = (name: string) =>
    `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: ${name} }, spec: { selector: {}, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [] } } } }`
  const policy = (spec: string) =>
    `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: some }, spec: { ${spec} } }`
  const nobody = policy('podSelector: {}, policyTypes: [Ingress, Egress]')
  const arrows = (...documents: string[]) => arrowsOf(readManifests(documents.join('\n---\n')))

  test('a pod that may speak with everyone is found', () => {
    assert.throws(() => arrows(pod('web')), /Ingress of web is not limited/)
    assert.throws(
      () => arrows(pod('web'), policy('podSelector: {}, policyTypes: [Ingress]')),
      /Egress of web is not/,
    )
  })

  test('a rule about nobody is found, and so is one that lets into the networks nearby', () => {
    const to = (peer: string) =>
      policy(
        `podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ${peer} }], ports: [{ port: 443 }] }]`,
      )
    assert.throws(
      () => arrows(pod('web'), nobody, to('podSelector: { matchLabels: { app: wbe } }')),
      /about nobody/,
    )
    assert.throws(
      () => arrows(pod('web'), nobody, to('ipBlock: { cidr: 0.0.0.0/0 }')),
      /10\.0\.0\.0\/8.*not the internet/,
    )
    assert.deepEqual(
      [...arrows(pod('web'), nobody, to('podSelector: { matchLabels: { app: web } }')).out],
      ['web → web:443'],
    )
  })
})
