import { ensureSecrets, networkAddresses } from '@mooddj/setup/ensure-secrets'

/** The Secrets that setup makes and what is in each: `mooddj-<folder>` with the folder's files. */
export async function knownSecrets(): Promise<Map<string, Set<string>>> {
  const made = new Map<string, Record<string, string>>()
  const keep = (folder: string, texts: Record<string, string>) => {
    const kept = { ...texts, ...made.get(folder) }
    made.set(folder, kept)
    return kept
  }
  await ensureSecrets({
    addresses: networkAddresses,
    store: {
      add: async (folder, makers) =>
        keep(folder, Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make()]))),
      set: async (folder, texts) => void keep(folder, texts),
    },
  })
  return new Map([...made].map(([folder, texts]) => [`mooddj-${folder}`, new Set(Object.keys(texts))]))
}
