import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute'
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject'
import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { Service } from 'kubernetes-models/v1/Service'
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount'
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { findKubectl } from './kubernetes/kubectl.ts'
import { knownSecrets } from './kubernetes/known-secrets.ts'
import type { Manifest } from './kubernetes/models.ts'
import { looseEnds } from './kubernetes/pod-security.ts'
import { type Overlay, overlays, pick, renderAll } from './kubernetes/rendered.ts'
import { isSelected, workloadsOf } from './kubernetes/workloads.ts'

const kubectl = await findKubectl()
const skip = kubectl === undefined && 'there is no kubectl for this machine: put one on the PATH'
/** What a service has to finish what it is at (packages/platform/src/run.ts). */
const GRACE_S = 20

describe('what is applied to a cluster', { skip }, () => {
  let rendered: ReadonlyMap<Overlay, Manifest[]>
  before(async () => {
    rendered = await renderAll(kubectl ?? '')
  })
  /** A rule: whatever it gives is a fault, in whichever overlay. */
  const rule = (sentence: string, faultsOf: (manifests: Manifest[]) => string[]) => {
    test(sentence, () => {
      const faults = overlays.flatMap((overlay) =>
        faultsOf(rendered.get(overlay) ?? []).map((fault) => `${overlay}: ${fault}`),
      )
      assert.deepEqual(faults, [])
    })
  }
  const running = (manifests: readonly Manifest[]) =>
    workloadsOf(manifests).filter(({ kind }) => kind !== 'Job')

  rule('every pod keeps to the restricted profile', (manifests) => workloadsOf(manifests).flatMap(looseEnds))

  rule('every pod has an account of its own, that is there and hands out no token', (manifests) => {
    const accounts = pick(manifests, ServiceAccount.is)
    return workloadsOf(manifests)
      .filter(({ name, pod }) => {
        const account = accounts.find(({ metadata }) => metadata?.name === pod.serviceAccountName)
        return account?.automountServiceAccountToken !== false || pod.serviceAccountName !== name
      })
      .map(({ name }) => name)
  })

  rule('every container says what it needs and what it may have', (manifests) =>
    workloadsOf(manifests).flatMap(({ name, containers, initContainers }) =>
      [...containers, ...initContainers].flatMap(({ resources: { requests = {}, limits = {} } = {} }) =>
        ['cpu', 'memory'].every((what) => requests[what] !== undefined) && limits['memory'] !== undefined
          ? []
          : [name],
      ),
    ),
  )

  rule('everything that runs on is asked whether it has started, is ready and lives', (manifests) =>
    running(manifests).flatMap(({ name, containers }) =>
      containers.every((one) => one.startupProbe && one.readinessProbe && one.livenessProbe) ? [] : [name],
    ),
  )

  rule(
    'a service is given its time before it is ended: to be forgotten by others, then to finish',
    (manifests) =>
      pick(manifests, Deployment.is).flatMap(({ metadata, spec }) => {
        const { containers = [], terminationGracePeriodSeconds = 0 } = spec?.template.spec ?? {}
        const pause = containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0
        return pause >= 3 && terminationGracePeriodSeconds >= pause + GRACE_S ? [] : [`${metadata?.name}`]
      }),
  )

  rule('a selector finds what it is meant to find, and a budget lets a node be emptied', (manifests) => {
    const workloads = workloadsOf(manifests)
    const found = (labels: Record<string, string>) =>
      workloads.filter((one) => isSelected(one.labels, { matchLabels: labels }))
    return [
      ...running(manifests).flatMap(({ name, labels }) =>
        pick(manifests, PodDisruptionBudget.is).some(
          ({ spec }) => isSelected(labels, spec?.selector ?? {}) && Number(spec?.maxUnavailable) >= 1,
        )
          ? []
          : [`no budget of ${name}`],
      ),
      ...pick(manifests, Deployment.is).flatMap(({ metadata, spec }) =>
        isSelected(spec?.template.metadata?.labels ?? {}, spec?.selector ?? {}) ? [] : [`${metadata?.name}`],
      ),
      ...pick(manifests, Service.is).flatMap(({ metadata, spec }) => {
        const [chosen, ...more] = found(spec?.selector ?? {})
        const ports = chosen?.containers.flatMap((one) => one.ports ?? []).map(({ name }) => name)
        const isWhole = spec?.ports?.every(({ targetPort }) => ports?.includes(String(targetPort)))
        return isWhole && more.length === 0 ? [] : [`service ${metadata?.name}`]
      }),
    ]
  })

  rule('the way in leads to ports that are there, under the host of PUBLIC_URL', (manifests) => {
    const services = pick(manifests, Service.is)
    const settings = pick(manifests, ConfigMap.is).find(
      ({ data }) => data?.['PUBLIC_URL'] !== undefined,
    )?.data
    const host = new URL(settings?.['PUBLIC_URL'] ?? '').hostname
    const isThere = (name: string | undefined, port: string | number | undefined) =>
      services.some(
        ({ metadata, spec }) =>
          metadata?.name === name && spec?.ports?.some((one) => one.port === port || one.name === port),
      )
    const routes = pick(manifests, HTTPRoute.is).flatMap(({ spec }) => [
      ...(spec.hostnames?.every((name) => name === host) ? [] : ['a route has another host']),
      ...(spec.rules ?? [])
        .flatMap(({ backendRefs = [] }) => backendRefs)
        .filter(({ name, port }) => !isThere(name, port))
        .map(({ name }) => `no ${name}`),
    ])
    const ingresses = pick(manifests, Ingress.is).flatMap(({ spec }) => [
      ...(spec?.rules?.every((one) => one.host === host) ? [] : ['an ingress has another host']),
      ...(spec?.rules ?? [])
        .flatMap(({ http }) => http?.paths ?? [])
        .map(({ backend: { service } }) => service)
        .filter((service) => !isThere(service?.name, service?.port?.name))
        .map((service) => `no ${service?.name}`),
    ])
    return [...routes, ...ingresses]
  })

  rule('an autoscaler has something to scale, whose number nobody else says', (manifests) => {
    const deployments = pick(manifests, Deployment.is)
    const targets = [
      ...pick(manifests, HorizontalPodAutoscaler.is).map(({ spec }) => spec?.scaleTargetRef.name),
      ...pick(manifests, ScaledObject.is).map(({ spec }) => spec.scaleTargetRef.name),
    ]
    return targets
      .filter(
        (target) =>
          deployments.find(({ metadata }) => metadata?.name === target)?.spec?.replicas !== undefined ||
          !deployments.some(({ metadata }) => metadata?.name === target),
      )
      .map((target) => `${target}`)
  })

  rule('images have a tag, and not one that moves', (manifests) =>
    workloadsOf(manifests)
      .flatMap(({ containers, initContainers }) => [...containers, ...initContainers])
      .map(({ image = '' }) => image)
      .filter((image) => !/:[\w.-]+$/.test(image) || image.endsWith(':latest')),
  )

  rule('no secret is written down, none in clear in an environment', (manifests) => [
    ...manifests.filter(({ kind }) => kind === 'Secret').map(() => 'a Secret'),
    ...workloadsOf(manifests).flatMap(({ name, containers, initContainers }) =>
      [...containers, ...initContainers]
        .flatMap(({ env = [] }) => env)
        .filter((one) => /PASSWORD|SECRET|KEY|TOKEN|(NATS|REDIS|DATABASE|POSTGRES)_URL/.test(one.name))
        .filter((one) => !one.name.endsWith('_FILE') && one.value !== undefined)
        .map((one) => `${name} is told ${one.name}`),
    ),
  ])

  rule('every ConfigMap that is referred to is there', (manifests) => {
    const names = pick(manifests, ConfigMap.is).map(({ metadata }) => metadata?.name)
    return workloadsOf(manifests).flatMap(({ name, pod, containers }) =>
      [
        ...(pod.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? []),
        ...containers.flatMap(({ envFrom = [] }) =>
          envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
        ),
      ]
        .filter((wanted) => !names.includes(wanted))
        .map((wanted) => `${name} asks for ${wanted}`),
    )
  })

  test('every secret that is read is one that setup makes, in the Secret of whoever reads it', async () => {
    const known = await knownSecrets()
    // Not setup's to make: what NATS servers know one another by.
    known.get('mooddj-nats')?.add('routes.conf')
    const faults = [...rendered.values()].flatMap((manifests) =>
      workloadsOf(manifests).flatMap(({ name, pod, containers, initContainers }) => {
        const secrets = (pod.volumes ?? []).flatMap(({ secret }) => secret?.secretName ?? [])
        const files = [...containers, ...initContainers]
          .flatMap(({ env = [] }) => env)
          .flatMap(({ value }) => /^\/run\/mooddj\/(.+)$/.exec(value ?? '')?.[1] ?? [])
        return [
          ...secrets
            .filter((secret) => secret !== `mooddj-${name}`)
            .map((secret) => `${name} sees ${secret}`),
          ...files
            .filter((file) => !known.get(secrets[0] ?? '')?.has(file))
            .map((file) => `${name} has no ${file}`),
        ]
      }),
    )
    assert.deepEqual(faults, [])
    const [, byName] = pick(rendered.get('local') ?? [], Role.is)[0]?.rules ?? []
    assert.deepEqual(byName?.resourceNames?.toSorted(), [...known.keys()].toSorted())
    assert.deepEqual(byName?.verbs, ['get', 'update'])
  })
})
