import fastify, { type FastifyError } from 'fastify'
import { findFakeTrack, idOf } from './fake-spotify/catalogue.ts'
import { createFaults, type Faults } from './fake-spotify/faults.ts'
import { Refusal } from './fake-spotify/refusal.ts'

/** A made-up ReccoBeats that knows how most of the made-up Spotify's tracks feel. */
export interface FakeReccoBeats {
  /** What RECCOBEATS_URL is to be. */
  readonly url: string
  readonly faults: Faults
  /** How many ids each request asked for, in their order. */
  readonly heard: readonly number[]
  /** Whether it knows a track: one in six it does not. */
  knows(id: string): boolean
  stop(): Promise<void>
}

const IDS_MOST = 40

/** Starts a made-up ReccoBeats on a loopback port. It answers in an order of its own and leaves out what it does not know, as the real one does. */
export async function startFakeReccoBeats({ port = 0 }: { port?: number } = {}): Promise<FakeReccoBeats> {
  const faults = createFaults()
  const heard: number[] = []
  const app = fastify({ forceCloseConnections: true })
  app.addHook('preHandler', async (request, reply) => {
    const met = await faults.meet(request)
    if (met === 'nonsense') return reply.type('application/json').send('<html>')
    if (met === 'drop' || met === 'drop-after') return reply.hijack().raw.destroy()
    return undefined
  })
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const refusal = error instanceof Refusal ? error : new Refusal(error.statusCode ?? 500, {})
    return reply.code(refusal.status).headers(refusal.headers).send(problem(refusal.status, error.message))
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(problem(404, 'Not found')))
  app.get('/v1/audio-features', async (request) => {
    const query = new URLSearchParams(request.url.split('?')[1] ?? '')
    const ids = query.get('ids')?.split(',') ?? []
    heard.push(ids.length)
    if ([...query.keys()].some((name) => name !== 'ids'))
      throw new Refusal(400, problem(400, 'Unknown parameter'))
    if (ids.length > IDS_MOST || ids.some((id) => !/^[A-Za-z0-9-]{22,36}$/.test(id)))
      throw new Refusal(400, problem(400, 'ids must be 1 to 40 ids'))
    return { content: ids.toSorted().flatMap(featuresOf) }
  })
  const url = await app.listen({ host: '127.0.0.1', port })
  return { url, faults, heard, knows: isKnown, stop: () => app.close() }
}

const problem = (status: number, error: string) => ({ timestamp: new Date().toISOString(), status, error })

const isKnown = (id: string) => findFakeTrack(id) !== undefined && digitOf(id) % 6 !== 0
const digitOf = (id: string) => Buffer.from(id).reduce((sum, byte) => sum + byte, 0)

function featuresOf(id: string) {
  const track = findFakeTrack(id)
  if (track === undefined || !isKnown(id)) return []
  const { valence, energy, tempo } = track.feel
  return [
    {
      // An id of its own: whoever reads this one for Spotify's goes astray.
      id: idOf(`reccobeats ${id}`),
      href: `https://open.spotify.com/track/${id}`,
      isrc: track.isrc,
      acousticness: 1 - energy,
      danceability: valence,
      energy,
      instrumentalness: 0,
      key: digitOf(id) % 12,
      liveness: 0.1,
      loudness: -14 + 10 * energy,
      mode: digitOf(id) % 2,
      speechiness: 0.05,
      tempo,
      valence,
    },
  ]
}
