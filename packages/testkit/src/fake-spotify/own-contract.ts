import type { AskedRequest, Contract } from './contract.ts'

/** What a query parameter may hold. */
type Rule = (value: string) => boolean

interface OwnCall {
  operation: string
  method: string
  path: RegExp
  query: Readonly<Record<string, Rule>>
  /** The parameters that may not be missing. */
  needs?: readonly string[]
  /** The fields that a JSON body may have. */
  body?: readonly string[]
}

const whole = (least: number, most: number) => (value: string) =>
  /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most
const any: Rule = (value) => value !== ''
const page = { limit: whole(1, 50), offset: whole(0, 100_000) }
const items = /^\/v1\/playlists\/\w+\/items$/
const images = /^\/v1\/playlists\/\w+\/images$/
const KINDS = ['album', 'artist', 'playlist', 'track', 'show', 'episode', 'audiobook']

const CALLS: readonly OwnCall[] = [
  { operation: 'get-current-users-profile', method: 'GET', path: /^\/v1\/me$/, query: {} },
  {
    operation: 'search',
    method: 'GET',
    path: /^\/v1\/search$/,
    query: {
      q: any,
      type: (value) => value.split(',').every((kind) => KINDS.includes(kind)),
      market: any,
      limit: whole(1, 10),
      offset: whole(0, 1000),
    },
    needs: ['q', 'type'],
  },
  ...(['artists', 'tracks'] as const).map((kind) => ({
    operation: `get-users-top-${kind}`,
    method: 'GET',
    path: new RegExp(`^/v1/me/top/${kind}$`),
    query: { ...page, time_range: any },
  })),
  {
    operation: 'get-users-saved-tracks',
    method: 'GET',
    path: /^\/v1\/me\/tracks$/,
    query: { ...page, market: any },
  },
  {
    operation: 'get-recently-played',
    method: 'GET',
    path: /^\/v1\/me\/player\/recently-played$/,
    query: { limit: page.limit, after: any, before: any },
  },
  {
    operation: 'get-a-list-of-current-users-playlists',
    method: 'GET',
    path: /^\/v1\/me\/playlists$/,
    query: page,
  },
  {
    operation: 'create-playlist',
    method: 'POST',
    path: /^\/v1\/me\/playlists$/,
    query: {},
    body: ['name', 'public', 'collaborative', 'description'],
  },
  {
    operation: 'get-playlists-items',
    method: 'GET',
    path: items,
    query: { ...page, market: any, fields: any, additional_types: any },
  },
  {
    operation: 'add-items-to-playlist',
    method: 'POST',
    path: items,
    query: { position: whole(0, 100_000), uris: any },
    body: ['uris', 'position'],
  },
  {
    operation: 'reorder-or-replace-playlists-items',
    method: 'PUT',
    path: items,
    query: { uris: any },
    body: ['uris', 'range_start', 'insert_before', 'range_length', 'snapshot_id'],
  },
  {
    operation: 'remove-items-playlist',
    method: 'DELETE',
    path: items,
    query: {},
    body: ['items', 'snapshot_id'],
  },
  { operation: 'get-playlist-cover', method: 'GET', path: images, query: {} },
  { operation: 'upload-custom-playlist-cover', method: 'PUT', path: images, query: {} },
  ...[
    { operation: 'save-library-items', method: 'PUT' },
    { operation: 'remove-library-items', method: 'DELETE' },
  ].map((call) => ({ ...call, path: /^\/v1\/me\/library$/, query: { uris: any }, needs: ['uris'] })),
]

/** What was there and is not any more, as far as a client of ours might try it. */
const REMOVED: readonly [methods: string, path: RegExp][] = [
  ['GET POST PUT DELETE', /^\/v1\/playlists\/\w+\/tracks$/],
  ['PUT DELETE', /^\/v1\/playlists\/\w+\/followers$/],
  ['PUT DELETE', /^\/v1\/me\/(tracks|albums|shows|episodes|following)$/],
  ['GET POST', /^\/v1\/users\/\w+(\/playlists)?$/],
  ['GET', /^\/v1\/(recommendations|audio-features|audio-analysis|browse|markets)(\/|$)/],
  ['GET', /^\/v1\/(tracks|albums|artists|shows|episodes|audiobooks|chapters)$/],
  ['GET', /^\/v1\/artists\/\w+\/(related-artists|top-tracks)$/],
]

/** Rules written by hand for the calls that Mood DJ makes, for machines without the document. */
export function createOwnContract(): Contract {
  return {
    source: 'rules written by hand: the OpenAPI document is not on this machine',
    judge(request) {
      const isOf = ({ method, path }: { method: string; path: RegExp }) =>
        method === request.method && path.test(request.path)
      const call = CALLS.find(isOf)
      if (call !== undefined)
        return { kind: 'call', operation: call.operation, faults: faultsOf(call, request) }
      const isRemoved = REMOVED.some(
        ([methods, path]) => methods.includes(request.method) && path.test(request.path),
      )
      return { kind: isRemoved ? 'removed' : 'unknown' }
    },
    faultsOfAnswer: () => [],
  }
}

function faultsOf({ query, needs = [], body }: OwnCall, request: AskedRequest): string[] {
  const wrong = [...request.query].flatMap(([name, value]) => {
    const rule = query[name]
    if (rule === undefined) return [`/query must NOT have additional properties: ${name}`]
    return rule(value) ? [] : [`/query/${name} is not valid`]
  })
  const missing = needs.filter((name) => !request.query.has(name)).map((name) => `/query/${name} is missing`)
  return [...wrong, ...missing, ...faultsOfBody(body, request.body)]
}

function faultsOfBody(known: readonly string[] | undefined, body: unknown): string[] {
  if (known === undefined || body === undefined) return []
  if (typeof body !== 'object' || body === null) return ['/requestBody must be object']
  const unknown = Object.keys(body).filter((name) => !known.includes(name))
  return unknown.map((name) => `/requestBody must NOT have additional properties: ${name}`)
}
