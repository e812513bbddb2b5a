import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { findKubectl } from './kubernetes/kubectl.ts'
import { faultOf, type Manifest } from './kubernetes/models.ts'
import { type Overlay, readManifests, renderAll } from './kubernetes/rendered.ts'
import { unknownFields } from './kubernetes/unknown-fields.ts'

const kubectl = await findKubectl()
const skip = kubectl === undefined && 'there is no kubectl for this machine: put one on the PATH'

describe('what is applied to a cluster', { skip }, () => {
  let rendered: ReadonlyMap<Overlay, Manifest[]>
  before(async () => {
    rendered = await renderAll(kubectl ?? '')
  })
  const everything = () => [...rendered.values()].flat()

  test('every object fits the schema of its kind, in a version that stays', () => {
    const faults = everything().flatMap((manifest) => {
      const fault = faultOf(manifest)
      return fault === undefined ? [] : [`${manifest.kind}: ${fault}`]
    })
    assert.deepEqual(faults, [])
    const passing = everything().filter(({ apiVersion }) => !/(^|\/)v\d+$/.test(apiVersion))
    // KEDA has published no other version yet.
    assert.deepEqual(
      passing.filter(({ apiVersion }) => apiVersion !== 'keda.sh/v1alpha1'),
      [],
    )
  })

  test('no object has a field that its kind does not know', async () => {
    assert.deepEqual(await unknownFields(everything()), [])
  })
})

describe('the checks themselves', () => {
  const budget = (spec: string) =>
    readManifests(`{ apiVersion: policy/v1, kind: PodDisruptionBudget, spec: { ${spec} } }`)

  test('a value of the wrong type is found', () => {
    assert.match(
      faultOf(budget('selector: { matchLabels: { app: 1 } }')[0] ?? { apiVersion: '', kind: '' }) ?? '',
      /app/,
    )
  })

  test('a field that nobody knows is found, however deep', async () => {
    const [fault, ...more] = await unknownFields(budget('selector: { matchlabels: { app: web } }'))
    assert.match(fault ?? '', /matchlabels/)
    assert.deepEqual(more, [])
  })

  test('a kind or a version that is not used here is found', () => {
    assert.match(
      faultOf({ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget' }) ?? '',
      /not a kind that is used/,
    )
  })
})
