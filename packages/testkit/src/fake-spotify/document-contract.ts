import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@mooddj/dj/places'
import { OpenAPIBackend, type Document } from 'openapi-backend'
import { parse } from 'yaml'
import type { AskedRequest, Contract } from './contract.ts'

const FILE = 'data/spotify/fixed-spotify-open-api.yml'

/** The OpenAPI document's path, where this machine has one. */
export function findSpotifyDocument(): string | undefined {
  const path = join(process.env['MOODDJ_SHARED'] || join(root, '..', 'shared'), FILE)
  return existsSync(path) ? path : undefined
}

/** The rules of Spotify's OpenAPI document. */
export async function readDocumentContract(path: string): Promise<Contract> {
  const definition: Document = parse(readFileSync(path, 'utf8'))
  const backend = new OpenAPIBackend({
    definition,
    apiRoot: '/v1',
    quick: true,
    strict: false,
    ignoreTrailingSlashes: false,
    coerceTypes: true,
    ajvOpts: { strict: false, logger: false, validateFormats: false },
  })
  await backend.init()
  const matched = (request: AskedRequest) =>
    backend.router.matchOperation({ method: request.method, path: request.path, headers: {} })

  return {
    source: `the document ${definition.info.title} ${definition.info.version}`,
    judge(request) {
      const operation = matched(request)
      if (operation?.operationId === undefined) return { kind: 'unknown' }
      if (operation.deprecated === true) return { kind: 'removed' }
      const { method, path, query, body, contentType } = request
      const asked = {
        method,
        path,
        headers: { 'content-type': contentType },
        query: query.toString(),
        ...(body !== undefined && { body }),
      }
      const { errors } = backend.validateRequest(asked, operation)
      return { kind: 'call', operation: operation.operationId, faults: (errors ?? []).map(describe) }
    },
    faultsOfAnswer(operation, status, body) {
      if (body === undefined) return []
      return (backend.validateResponse(body, operation, status).errors ?? []).map(describe)
    },
  }
}

function describe({
  instancePath,
  message,
  params,
}: {
  instancePath: string
  message?: string | undefined
  params: Record<string, unknown>
}): string {
  const extra = params['additionalProperty']
  const named = typeof extra === 'string' ? `: ${extra}` : ''
  return `${instancePath} ${message ?? 'is not valid'}${named}`
}
