// The library has no types. A reference, because whoever imports this file must see ours, too.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./spotify-web-api-node.d.ts" />
import SpotifyWebApi from 'spotify-web-api-node'
import httpManager from 'spotify-web-api-node/src/http-manager.js'
import { builder, type LibraryRequest } from 'spotify-web-api-node/src/webapi-request.js'
import type { OutgoingRequest } from './outgoing-request.ts'

// spotify-web-api-node knows one host and no time limit. Its transport is replaced by one that hands the request over to whoever asked for
// it: the library says how a call looks, `transport.ts` sends it.
for (const [name, method] of [
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['del', 'DELETE'],
] as const) {
  httpManager[name] = (request, done) => done(null, { method, request })
}

const API_PREFIX = '/v1'

/** A request of the API as the library writes it. */
export async function libraryRequest(
  accessToken: string,
  call: (api: SpotifyWebApi) => ReturnType<SpotifyWebApi['getMe']>,
): Promise<OutgoingRequest> {
  const { method, request } = await call(new SpotifyWebApi({ accessToken }))
  return apiRequest(method, request)
}

/** The request that changes a refresh token for an access token, as the library writes it. */
export async function refreshRequest(credentials: {
  clientId: string
  clientSecret: string
  refreshToken: string
}): Promise<OutgoingRequest> {
  const { method, request } = await new SpotifyWebApi(credentials).refreshAccessToken()
  return { ...described(request), host: 'accounts', method, path: request.getPath() }
}

/** A request that the library has no right words for, on its request builder. `path` is that of the document, without `/v1`. */
export function newRequest(
  accessToken: string,
  {
    method,
    path,
    query,
    json,
  }: {
    method: OutgoingRequest['method']
    path: string
    query?: Record<string, string | number | undefined>
    json?: object
  },
): OutgoingRequest {
  const start = builder(accessToken).withPath(API_PREFIX + path)
  const asked = query === undefined ? start : start.withQueryParameters(query)
  const whole =
    json === undefined
      ? asked
      : asked.withHeaders({ 'Content-Type': 'application/json' }).withBodyParameters(json)
  return apiRequest(method, whole.build())
}

function apiRequest(method: OutgoingRequest['method'], request: LibraryRequest): OutgoingRequest {
  return {
    ...described(request),
    host: 'api',
    method,
    path: request.getPath().slice(API_PREFIX.length),
  }
}

/** The library joins queries without encoding them, so only their values are taken from it. */
function described(request: LibraryRequest): Pick<OutgoingRequest, 'query' | 'headers' | 'body'> {
  const query = Object.entries(request.getQueryParameters() ?? {}).filter(([, value]) => value !== undefined)
  const headers = request.getHeaders() ?? {}
  const body = bodyText(request.getBodyParameters(), headers['Content-Type'])
  return {
    query: Object.fromEntries(query.map(([name, value]) => [name, String(value)])),
    headers,
    ...(body !== undefined && { body }),
  }
}

function bodyText(
  body: Record<string, unknown> | string | undefined,
  type: string | undefined,
): string | undefined {
  if (body === undefined || typeof body === 'string') return body
  if (type === 'application/x-www-form-urlencoded') {
    const fields = Object.entries(body).map(([name, value]): [string, string] => [name, String(value)])
    return new URLSearchParams(fields).toString()
  }
  return JSON.stringify(body)
}
