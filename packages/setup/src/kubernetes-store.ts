import type { KubernetesApi } from './kubernetes-api.ts'
import { PlainError } from './plain-error.ts'
import type { SecretStore, SecretTexts } from './secret-store.ts'

/** Somebody else may write the same Secret at the same time: then what they wrote is read, and it is done again. */
const ATTEMPTS = 5

interface KeptSecret {
  /** What it was read at: a change is refused once another one came in between. */
  readonly resourceVersion: string
  readonly texts: SecretTexts
}

/** Keeps a folder as the Secret `mooddj-<folder>` of the pod's namespace (Kubernetes API reference, "Secret v1 core"). */
export function openKubernetesStore({ namespace, call }: KubernetesApi): SecretStore {
  const home = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets`
  const strict = '?fieldValidation=Strict'

  const read = async (name: string): Promise<KeptSecret | undefined> => {
    const { status, body } = await call('GET', `${home}/${name}`)
    if (status === 404) return undefined
    if (status !== 200 || !isObject(body)) throw unexpected(name, 'read', status, body)
    return { resourceVersion: versionOf(name, body), texts: decode(name, body) }
  }
  /** Writes what is to be there; false when somebody else wrote in between. */
  const write = async (name: string, kept: KeptSecret | undefined, texts: SecretTexts): Promise<boolean> => {
    const data = encode(texts)
    const { status, body } =
      kept === undefined
        ? await call('POST', `${home}${strict}`, newSecret(name, namespace, data))
        : await call('PATCH', `${home}/${name}${strict}`, {
            metadata: { resourceVersion: kept.resourceVersion },
            data,
          })
    if (status === 409) return false
    if (status !== 200 && status !== 201) throw unexpected(name, 'written', status, body)
    return true
  }
  /** Brings a Secret to what `change` makes of it. */
  const bring = async (folder: string, change: (there: SecretTexts) => SecretTexts): Promise<SecretTexts> => {
    const name = `mooddj-${folder}`
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const kept = await read(name)
      const texts = change(kept?.texts ?? {})
      const isThere =
        kept !== undefined && Object.entries(texts).every(([key, text]) => kept.texts[key] === text)
      if (isThere || (await write(name, kept, texts))) return texts
    }
    throw new PlainError(
      `The Secret ${name} is being written by somebody else all the time: end them, and run this again.`,
    )
  }
  return {
    add: (folder, makers) =>
      bring(folder, (there) => {
        const missing = Object.entries(makers).filter(([name]) => (there[name] ?? '') === '')
        return { ...there, ...Object.fromEntries(missing.map(([name, make]) => [name, make()])) }
      }),
    set: async (folder, texts) => {
      await bring(folder, (there) => ({ ...there, ...trimmed(texts) }))
    },
  }
}

function newSecret(name: string, namespace: string, data: SecretTexts): object {
  const labels = { 'app.kubernetes.io/part-of': 'mooddj', 'app.kubernetes.io/managed-by': 'mooddj-setup' }
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels }, type: 'Opaque', data }
}

function trimmed(texts: SecretTexts): SecretTexts {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()]))
}

function encode(texts: SecretTexts): SecretTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, Buffer.from(text).toString('base64')]),
  )
}

function decode(name: string, secret: object): SecretTexts {
  const data = 'data' in secret && isObject(secret.data) ? Object.entries<unknown>({ ...secret.data }) : []
  return Object.fromEntries(
    data.map(([key, value]) => {
      if (typeof value !== 'string')
        throw new PlainError(`The Secret ${name} holds no text under ${key}: remove it there.`)
      return [key, Buffer.from(value, 'base64').toString('utf8').trim()]
    }),
  )
}

function versionOf(name: string, { metadata }: { metadata?: unknown }): string {
  const version = isObject(metadata) && 'resourceVersion' in metadata ? metadata.resourceVersion : undefined
  if (typeof version === 'string') return version
  throw new PlainError(
    `The Secret ${name} came without a resourceVersion: what answers is no API server of Kubernetes.`,
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function unexpected(name: string, done: string, status: number, body: unknown): PlainError {
  const said = isObject(body) && 'message' in body ? `: ${String(body.message)}` : ''
  return new PlainError(
    `The Secret ${name} could not be ${done} (${status}${said}): mend that, and run this again.`,
  )
}
