import { readFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { PlainError } from './plain-error.ts'

const ANSWER_WITHIN_MS = 10_000
/** A Secret holds a mebibyte at most, in base64 within JSON. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024
const ATTEMPTS = 6
const FIRST_PAUSE_MS = 250

/** What the API server answered. */
export interface ApiAnswer {
  readonly status: number
  /** JSON, not checked yet. */
  readonly body: unknown
}

/** The API of the cluster that this pod runs in. */
export interface KubernetesApi {
  /** The pod's namespace. */
  readonly namespace: string
  /**
   * Changes by a merge patch (RFC 7396). Asks once more, later each time, while the server is away or overloaded.
   * @throws {PlainError} when it does not answer, or does not let this pod do it
   */
  readonly call: (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => Promise<ApiAnswer>
}

/**
 * Reaches the API server as a pod does (Kubernetes documentation, "Accessing the Kubernetes API from a Pod"): by KUBERNETES_SERVICE_HOST and
 * _PORT, with the token and the authority's certificate that are mounted for the pod's service account.
 * @param folder where they are mounted
 * @throws {PlainError} outside of a pod
 */
export function openKubernetes(folder: string, environment: NodeJS.ProcessEnv): KubernetesApi {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = environment
  if (!host)
    throw new PlainError('KUBERNETES_SERVICE_HOST is not set: run this in a pod, as the Job in deploy/ does.')
  const mounted = (name: string) => {
    try {
      return readFileSync(join(folder, name), 'utf8').trim()
    } catch (cause) {
      throw new PlainError(
        `${join(folder, name)} cannot be read: give the pod its service account (automountServiceAccountToken: true).`,
        { cause },
      )
    }
  }
  const ask = (method: string, path: string, body: object | undefined) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    // Read each time: the token that is mounted is replaced before it expires.
    const headers = {
      authorization: `Bearer ${mounted('token')}`,
      accept: 'application/json',
      ...(text !== undefined && {
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        'content-length': Buffer.byteLength(text),
      }),
    }
    return send({ host, port, ca: mounted('ca.crt'), method, path, headers }, text)
  }
  return {
    namespace: mounted('namespace'),
    async call(method, path, body) {
      for (let attempt = 1; ; attempt += 1) {
        let reason: string
        try {
          const answer = await ask(method, path, body)
          if (answer.status === 401 || answer.status === 403)
            throw new PlainError(refusal(answer, method, path))
          if (answer.status < 500 && answer.status !== 429) return answer
          reason = `it answered ${answer.status}`
        } catch (error) {
          if (error instanceof PlainError) throw error
          if (isDistrusted(error))
            throw new PlainError(
              `What answers at ${host}:${port} has no certificate of this cluster's authority: see where KUBERNETES_SERVICE_HOST leads.`,
              { cause: error },
            )
          reason = error instanceof Error ? error.message : String(error)
        }
        if (attempt === ATTEMPTS)
          throw new PlainError(
            `The API server of Kubernetes at ${host}:${port} cannot be used (${reason}): see whether it is up and whether a NetworkPolicy lets this pod reach it.`,
          )
        await wait(FIRST_PAUSE_MS * 2 ** (attempt - 1))
      }
    },
  }
}

/** A certificate that is not the cluster's gets no better by asking again. */
function isDistrusted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /CERT|VERIFY|ALTNAME/.test(String(error.code))
}

function refusal({ status, body }: ApiAnswer, method: string, path: string): string {
  const said =
    typeof body === 'object' && body !== null && 'message' in body ? `: ${String(body.message)}` : ''
  return `Kubernetes does not allow ${method} ${path} (${status}${said}). Give the pod's service account a Role that may create, get and patch Secrets.`
}

function send(options: RequestOptions, text: string | undefined): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }, (response) => {
      const pieces: Buffer[] = []
      let size = 0
      response.on('data', (piece: Buffer) => {
        size += piece.byteLength
        if (size > ANSWER_MAX_BYTES) asked.destroy(new Error('its answer is too long'))
        else pieces.push(piece)
      })
      response.on('error', reject)
      response.on('end', () => {
        try {
          const body: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'))
          resolve({ status: response.statusCode ?? 0, body })
        } catch {
          // A proxy in between, or an answer that was cut: neither says anything of Secrets.
          reject(new Error(`its answer (${response.statusCode}) is not JSON`))
        }
      })
    })
    asked.on('error', reject)
    asked.end(text)
  })
}
