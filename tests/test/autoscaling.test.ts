import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject'
import { root } from '@mooddj/dj/places'
import { createParser } from '@mooddj/shared/codec'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { Type } from 'typebox'
import { parse } from 'yaml'
import { findKubectl } from './kubernetes/kubectl.ts'
import type { Manifest } from './kubernetes/models.ts'
import { type Overlay, pick, renderAll } from './kubernetes/rendered.ts'

const kubectl = await findKubectl()
const skip = kubectl === undefined && 'there is no kubectl for this machine: put one on the PATH'

const adapters = createParser(
  Type.Object({
    rules: Type.Object({
      custom: Type.Array(
        Type.Object({ seriesQuery: Type.String(), name: Type.Optional(Type.Object({ as: Type.String() })) }),
      ),
    }),
  }),
)

describe('what autoscalers go by', { skip }, () => {
  let rendered: ReadonlyMap<Overlay, Manifest[]>
  before(async () => {
    rendered = await renderAll(kubectl ?? '', ['production', 'production-keda'])
  })
  const { rules } = adapters.parse(
    parse(readFileSync(join(root, 'deploy/components/autoscaling/prometheus-adapter.yaml'), 'utf8'), {
      merge: true,
    }),
  )
  /** Names of ours in a query; `mooddj_(a|b)` stands for two. */
  const seriesIn = (query: string) => [
    ...[...query.matchAll(/mooddj_\(([^)]+)\)/g)].flatMap(([, names = '']) =>
      names.split('|').map((name) => `mooddj_${name}`),
    ),
    ...[...query.matchAll(/mooddj_[a-z]\w+/g)].map(([name]) => name),
  ]

  test('has processor time to fall back on, beside figures of what listeners notice', () => {
    for (const { metadata, spec } of pick(rendered.get('production') ?? [], HorizontalPodAutoscaler.is)) {
      const types = new Set(spec?.metrics?.map(({ type }) => type))
      assert.deepEqual(types, new Set(['Pods', 'Resource']), metadata?.name)
    }
    for (const { metadata, spec } of pick(rendered.get('production-keda') ?? [], ScaledObject.is)) {
      const types = new Set(spec.triggers.map(({ type }) => type))
      assert.deepEqual(types, new Set(['prometheus', 'cpu']), metadata?.name)
    }
    assert.equal(pick(rendered.get('production-keda') ?? [], HorizontalPodAutoscaler.is).length, 0)
  })

  test('is given by the rules of the adapter', () => {
    const given = rules.custom.flatMap(({ seriesQuery, name }) => name?.as ?? seriesIn(seriesQuery))
    const wanted = pick(rendered.get('production') ?? [], HorizontalPodAutoscaler.is)
      .flatMap(({ spec }) => spec?.metrics ?? [])
      .flatMap(({ pods }) => pods?.metric.name ?? [])
    assert.deepEqual(wanted.toSorted(), given.toSorted())
  })

  test('is measured by the services, under that name', () => {
    const measured = globSync('{services,packages}/*/src/**/*.ts', { cwd: root })
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n')
    const queries = [
      ...rules.custom.map(({ seriesQuery }) => seriesQuery),
      ...pick(rendered.get('production-keda') ?? [], ScaledObject.is)
        .flatMap(({ spec }) => spec.triggers)
        .flatMap(({ metadata }) => metadata['query'] ?? []),
    ]
    const series = queries.flatMap(seriesIn)
    assert.ok(series.length >= 6, `${series.length} series`)
    assert.deepEqual(
      series.filter((name) => !measured.includes(`'${name}'`)),
      [],
    )
  })
})
