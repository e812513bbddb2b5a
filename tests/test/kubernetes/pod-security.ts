import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Workload } from './workloads.ts'

/** Volumes that the restricted profile allows, besides those from a claim's template. */
const VOLUMES = [
  'configMap',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]

/**
 * Where a workload is looser than the restricted profile (Kubernetes documentation, "Pod Security Standards"), or than what is asked for
 * besides: a user that is a number, a root file system that nobody writes, no account's token, a bound for each scratch folder.
 */
export function looseEnds({ name, pod, containers, initContainers }: Workload): string[] {
  const { securityContext = {}, volumes = [] } = pod
  const faults: [isFaulty: boolean, fault: string][] = [
    [securityContext.runAsNonRoot !== true, 'may run as root'],
    [!(Number(securityContext.runAsUser) > 0), 'has no user by number'],
    [securityContext.seccompProfile?.type !== 'RuntimeDefault', 'has no seccomp profile'],
    [
      pod.hostNetwork === true || pod.hostPID === true || pod.hostIPC === true,
      'shares a namespace with its node',
    ],
    [pod.automountServiceAccountToken !== false && name !== 'secrets', 'holds a token of its account'],
    [pod.enableServiceLinks !== false, 'is told of every service by environment variables'],
    ...volumes.flatMap((volume): [boolean, string][] => [
      [
        !Object.keys(volume).every((key) => key === 'name' || VOLUMES.includes(key)),
        `mounts ${volume.name} from its node`,
      ],
      [
        volume.emptyDir !== undefined && volume.emptyDir.sizeLimit === undefined,
        `may fill its node by ${volume.name}`,
      ],
    ]),
    ...[...initContainers, ...containers].flatMap(looseEndsOf),
  ]
  return faults.filter(([isFaulty]) => isFaulty).map(([, fault]) => `${name} ${fault}`)
}

function looseEndsOf({
  name,
  securityContext = {},
  volumeMounts = [],
  ports = [],
}: IContainer): [boolean, string][] {
  const { capabilities = {} } = securityContext
  return [
    [securityContext.allowPrivilegeEscalation !== false, `(${name}) may gain privileges`],
    [securityContext.privileged === true, `(${name}) is privileged`],
    [securityContext.readOnlyRootFilesystem !== true, `(${name}) may write its image`],
    [
      !(capabilities.drop ?? []).includes('ALL') || capabilities.add !== undefined,
      `(${name}) has capabilities`,
    ],
    [!volumeMounts.some(({ mountPath }) => mountPath === '/tmp'), `(${name}) has no /tmp`],
    [
      volumeMounts.some(({ mountPath, readOnly }) => mountPath === '/run/mooddj' && readOnly !== true),
      `(${name}) may write its secrets`,
    ],
    [ports.some(({ hostPort }) => hostPort !== undefined), `(${name}) takes a port of its node`],
  ]
}
