import { ensureSecrets, networkAddresses } from './ensure-secrets.ts'
import { openKubernetes } from './kubernetes-api.ts'
import { openKubernetesStore } from './kubernetes-store.ts'
import { runProgram } from './run-program.ts'

/** Where a pod finds its service account. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'

/** `node src/kubernetes-secrets.ts [folder]`: makes the Secrets that are not there yet, in the namespace of the pod that this runs in. */
await runProgram(async () => {
  const api = openKubernetes(process.argv[2] ?? SERVICE_ACCOUNT, process.env)
  await ensureSecrets({ store: openKubernetesStore(api), addresses: networkAddresses })
  return `Every Secret is in the namespace ${api.namespace}; what was there has stayed.`
})
