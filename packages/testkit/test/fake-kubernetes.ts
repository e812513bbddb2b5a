import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { ensureCertificate } from '@mooddj/dj/certificate'
import { createParser } from '@mooddj/shared/codec'
import { type Static, Type } from 'typebox'

const strict = { additionalProperties: false }
/** A Secret as it may be sent (Kubernetes API reference, "Secret v1 core"); whatever else is in it is refused, as `fieldValidation=Strict` asks for. */
const data = Type.Record(
  Type.String({ pattern: '^[-._a-zA-Z0-9]+$' }),
  Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
)
const NewSecretSchema = Type.Object(
  {
    apiVersion: Type.Literal('v1'),
    kind: Type.Literal('Secret'),
    metadata: Type.Object(
      {
        name: Type.String({ pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' }),
        namespace: Type.Literal('music'),
        labels: Type.Record(Type.String(), Type.String({ pattern: '^[-._a-zA-Z0-9]{1,63}$' })),
      },
      strict,
    ),
    type: Type.Literal('Opaque'),
    data,
  },
  strict,
)
const PatchSchema = Type.Object(
  { metadata: Type.Object({ resourceVersion: Type.String() }, strict), data },
  strict,
)
const newSecret = createParser(NewSecretSchema)
const patch = createParser(PatchSchema)
type Kept = Static<typeof NewSecretSchema> & { version: number }
interface Said {
  code: number
  body: object
}
const TOKEN = 'a-token-of-the-service-account'

/** The part of a cluster's API server that deals with the Secrets of the namespace `music`. */
export async function startFakeKubernetes(folder: string) {
  const files = await ensureCertificate(folder, '127.0.0.1', () => undefined)
  const secrets = new Map<string, Kept>()
  /** Says, before each call is done, what to answer instead. */
  const faults: { before: (method: string, name: string) => number | 'cut' | undefined } = {
    before: () => undefined,
  }
  const calls: string[] = []

  const refuse = (code: number, reason: string): Said => ({
    code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason,
      message: `refused: ${reason}`,
      code,
    },
  })
  const shown = ({ version, ...secret }: Kept, code = 200): Said => ({
    code,
    body: { ...secret, metadata: { ...secret.metadata, resourceVersion: String(version), uid: 'u' } },
  })
  const keep = (secret: Kept) => {
    secrets.set(secret.metadata.name, secret)
    return secret
  }
  const answer = (method: string, name: string, type: string | undefined, text: string) => {
    const kept = secrets.get(name)
    if (method === 'GET') return kept === undefined ? refuse(404, 'NotFound') : shown(kept)
    if (method === 'POST') {
      if (type !== 'application/json') return refuse(415, 'UnsupportedMediaType')
      const secret = newSecret.parseText(text)
      if (secrets.has(secret.metadata.name)) return refuse(409, 'AlreadyExists')
      return shown(keep({ ...secret, version: 1 }), 201)
    }
    if (method !== 'PATCH') return refuse(405, 'MethodNotAllowed')
    if (type !== 'application/merge-patch+json') return refuse(415, 'UnsupportedMediaType')
    if (kept === undefined) return refuse(404, 'NotFound')
    const { metadata, data: changed } = patch.parseText(text)
    if (metadata.resourceVersion !== String(kept.version)) return refuse(409, 'Conflict')
    return shown(keep({ ...kept, data: { ...kept.data, ...changed }, version: kept.version + 1 }))
  }
  const server = createServer(
    { key: readFileSync(files.key), cert: readFileSync(files.certificate) },
    (request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        const { method = '', url = '', headers } = request
        const [, name = ''] =
          /^\/api\/v1\/namespaces\/music\/secrets(?:\/([^/?]+))?(?:\?fieldValidation=Strict)?$/.exec(url) ??
          []
        calls.push(`${method} ${name}`.trim())
        const fault = faults.before(method, name)
        if (fault === 'cut') return void request.socket.destroy()
        const isKnown = headers.authorization === `Bearer ${TOKEN}`
        const say = () => {
          if (!isKnown) return refuse(401, 'Unauthorized')
          if (fault !== undefined) return refuse(fault, 'Fault')
          try {
            return answer(method, name, headers['content-type'], Buffer.concat(pieces).toString())
          } catch (error) {
            return refuse(400, `BadRequest ${String(error)}`)
          }
        }
        const said = say()
        response.writeHead(said.code, { 'content-type': 'application/json' }).end(JSON.stringify(said.body))
      })
    },
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const account = join(folder, 'account')
  mkdirSync(account)
  writeFileSync(join(account, 'token'), TOKEN)
  writeFileSync(join(account, 'namespace'), 'music')
  writeFileSync(join(account, 'ca.crt'), readFileSync(files.certificate))
  return {
    /** Where the service account is mounted. */
    account,
    port: String(typeof address === 'object' && address !== null ? address.port : 0),
    secrets,
    faults,
    calls,
    text: (name: string, key: string) =>
      Buffer.from(secrets.get(name)?.data[key] ?? '', 'base64').toString('utf8'),
    async stop() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
