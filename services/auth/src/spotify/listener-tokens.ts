import { createHash } from 'node:crypto'
import { retryLater } from '@mooddj/platform/problem'
import type { SpotifyClient } from '@mooddj/spotify/spotify-client'
import { SpotifyProblem } from '@mooddj/spotify/spotify-problem'
import type { FastifyBaseLogger } from 'fastify'
import { createTurns } from '../turns.ts'
import { SecretUnreadable } from './key-ring.ts'
import type { LinkChange, LinkKey, LinkStore, OpenLink } from './link-store.ts'
import { SpotifyBusy, SpotifyLinkEnded, SpotifyNotLinked, SpotifyUnavailable } from './problems.ts'
import type { SpotifyMetrics } from './spotify-metrics.ts'

/** A token with less left than this is changed for a fresh one: whoever gets it has something to do with it. */
const LEAST_LEFT_MS = 5 * 60 * 1000
/** Each refresh holds one of ten database connections for as long as Spotify takes. */
const TURNS = { concurrent: 4, queuedMost: 200 }
const COME_BACK_S = 5

/** An access token that is good, and how long. */
export interface ListenerToken {
  accessToken: string
  expiresInS: number
  linkId: string
}

/**
 * Gives a link's access token, a fresh one where the kept one is almost over, or is the one that Spotify refused.
 * @param rejected SHA-256, base64url, of an access token that Spotify answered 401 to
 * @throws SPOTIFY_NOT_LINKED, SPOTIFY_LINK_ENDED, or SPOTIFY_UNAVAILABLE and SPOTIFY_BUSY with a time to come back
 */
export type TokenOf = (key: LinkKey, rejected?: string) => Promise<ListenerToken>

interface Needs {
  links: LinkStore
  client: SpotifyClient
  metrics: SpotifyMetrics
  log: FastifyBaseLogger
  now?: () => Date
}

/**
 * Any number may ask at once and Spotify is asked once: callers of this process share one promise a link, and processes take turns at the
 * link's row, where those who waited find the fresh token.
 */
export function createListenerTokens({
  links,
  client,
  metrics,
  log,
  now = () => new Date(),
}: Needs): TokenOf {
  const inTurn = createTurns({ ...TURNS, busy: () => retryLater(SpotifyUnavailable(), COME_BACK_S) })
  const flights = new Map<string, Promise<OpenLink | undefined>>()

  const refreshed = async (link: OpenLink, rejected: string | undefined): Promise<LinkChange> => {
    if (isGood(link, rejected, now()))
      return link.isNewest ? { kind: 'keep' } : { kind: 'tokens', tokens: link }
    try {
      const given = await client.refresh(link.refreshToken)
      metrics.countRefresh('fresh')
      const accessExpiresAt = new Date(now().getTime() + given.expiresInS * 1000)
      const refreshToken = given.refreshToken ?? link.refreshToken
      return { kind: 'tokens', tokens: { accessToken: given.accessToken, refreshToken, accessExpiresAt } }
    } catch (error) {
      if (error instanceof SpotifyProblem && error.kind === 'grant-invalid') {
        metrics.countRefresh('ended')
        log.info('a link to Spotify has ended there')
        return { kind: 'end', at: now() }
      }
      metrics.countRefresh('failed')
      throw error
    }
  }
  const fly = (linkId: string, rejected: string | undefined) => {
    const flying = flights.get(linkId)
    if (flying !== undefined) return flying
    const flight = inTurn(() => links.change({ linkId }, (link) => refreshed(link, rejected))).finally(() =>
      flights.delete(linkId),
    )
    flights.set(linkId, flight)
    return flight
  }

  const absence = async (key: LinkKey) =>
    (await links.find(key)) === undefined ? SpotifyNotLinked() : SpotifyLinkEnded()

  const good = async (key: LinkKey, rejected: string | undefined): Promise<OpenLink> => {
    let link = await links.open(key)
    // Twice at most: a flight that this caller joined may have begun for one who had nothing against the token.
    for (let round = 0; round < 2 && link !== undefined; round += 1) {
      if (link.isNewest && isGood(link, rejected, now())) return link
      link = await fly(link.id, rejected)
    }
    return link ?? Promise.reject(await absence(key))
  }

  return async (key, rejected) => {
    try {
      const { accessToken, accessExpiresAt, id } = await good(key, rejected)
      const expiresInS = Math.floor((accessExpiresAt.getTime() - now().getTime()) / 1000)
      return { accessToken, expiresInS, linkId: id }
    } catch (error) {
      throw problemOf(error, log)
    }
  }
}

/** The SHA-256 of an access token, base64url: how a caller says which one was refused without showing it again. */
function digestOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url')
}

function isGood(link: OpenLink, rejected: string | undefined, now: Date): boolean {
  const left = link.accessExpiresAt.getTime() - now.getTime()
  return left > LEAST_LEFT_MS && (rejected === undefined || digestOf(link.accessToken) !== rejected)
}

/** What a caller is told of a failure; whatever needs a person here is logged. */
function problemOf(error: unknown, log: FastifyBaseLogger): unknown {
  if (error instanceof SecretUnreadable) {
    log.error({ err: error }, 'a token of Spotify cannot be read')
    return retryLater(SpotifyUnavailable(), 60)
  }
  if (!(error instanceof SpotifyProblem)) return error
  if (error.kind === 'refused' || error.kind === 'malformed')
    log.error({ err: error, kind: error.kind }, 'Spotify does not take what this house asks')
  else log.info({ kind: error.kind, status: error.status }, 'Spotify could not be asked')
  const isBusy = error.kind === 'rate-limited' || error.kind === 'quota-exceeded'
  return Object.assign(
    retryLater(isBusy ? SpotifyBusy() : SpotifyUnavailable(), error.retryAfterS ?? COME_BACK_S),
    { cause: error },
  )
}
