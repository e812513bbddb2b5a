import { resolve } from 'node:path'
import { ensureSecrets, networkAddresses } from './ensure-secrets.ts'
import { forContainers, openFolderStore } from './folder-store.ts'
import { PlainError } from './plain-error.ts'
import { runProgram } from './run-program.ts'

/** `node src/secrets.ts <folder>`: makes the secrets that are not there yet, a sub-folder for each container that is to see some. */
await runProgram(async () => {
  const [folder, ...rest] = process.argv.slice(2)
  if (folder === undefined || folder === '' || rest.length > 0)
    throw new PlainError('Say where the secrets go: node src/secrets.ts <folder>')
  const store = openFolderStore(resolve(folder), forContainers)
  await ensureSecrets({ store, addresses: networkAddresses })
  return `Every secret is in ${resolve(folder)}; what was there has stayed.`
})
