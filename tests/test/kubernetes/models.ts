import { Gateway } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway'
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute'
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject'
import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding'
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { Namespace } from 'kubernetes-models/v1/Namespace'
import { Service } from 'kubernetes-models/v1/Service'
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount'

/** Something of a cluster, as it is written down; only its kind is known. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
}

/** What is known of one kind of object. */
interface Kind {
  is(manifest: Manifest): boolean
  /** Throws what is wrong with it. */
  check(manifest: Manifest): void
  /** The name of its type, and where that is imported from. */
  readonly type: { readonly name: string; readonly from: string }
}

type Model<T extends Manifest> = (new (data: T) => { validate(): void }) & {
  kind: T['kind']
  is(value: unknown): value is T
}

function kindOf<T extends Manifest>(model: Model<T>, from: string): Kind {
  return {
    is: (manifest) => model.is(manifest),
    check: (manifest) => {
      if (model.is(manifest)) new model(manifest).validate()
    },
    type: { name: `I${model.kind}`, from: `${from}/${model.kind}` },
  }
}

/** Every kind of object that the manifests may hold, in the one version of it that is used here. */
const kinds: readonly Kind[] = [
  kindOf(ConfigMap, 'kubernetes-models/v1'),
  kindOf(Namespace, 'kubernetes-models/v1'),
  kindOf(Service, 'kubernetes-models/v1'),
  kindOf(ServiceAccount, 'kubernetes-models/v1'),
  kindOf(Deployment, 'kubernetes-models/apps/v1'),
  kindOf(StatefulSet, 'kubernetes-models/apps/v1'),
  kindOf(Job, 'kubernetes-models/batch/v1'),
  kindOf(HorizontalPodAutoscaler, 'kubernetes-models/autoscaling/v2'),
  kindOf(PodDisruptionBudget, 'kubernetes-models/policy/v1'),
  kindOf(Ingress, 'kubernetes-models/networking.k8s.io/v1'),
  kindOf(NetworkPolicy, 'kubernetes-models/networking.k8s.io/v1'),
  kindOf(Role, 'kubernetes-models/rbac.authorization.k8s.io/v1'),
  kindOf(RoleBinding, 'kubernetes-models/rbac.authorization.k8s.io/v1'),
  kindOf(Gateway, '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1'),
  kindOf(HTTPRoute, '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1'),
  kindOf(ScaledObject, '@kubernetes-models/keda/keda.sh/v1alpha1'),
]

/** The type of an object; undefined for a kind or version that the manifests may not hold. */
export function typeOf(manifest: Manifest): Kind['type'] | undefined {
  return kinds.find(({ is }) => is(manifest))?.type
}

/** What is wrong with an object by the schema of its kind, in the schema's words; undefined when nothing is. Fields that it does not know pass. */
export function faultOf(manifest: Manifest): string | undefined {
  const kind = kinds.find(({ is }) => is(manifest))
  if (kind === undefined) return `${manifest.apiVersion} ${manifest.kind} is not a kind that is used here`
  try {
    kind.check(manifest)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
