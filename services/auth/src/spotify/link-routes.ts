import type { App } from '@mooddj/platform/app'
import { type Authentication, TokenInvalid } from '@mooddj/platform/authentication'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import {
  type SpotifyLink,
  SpotifyLinkBegunSchema,
  SpotifyLinkSchema,
  type SpotifyOutcome,
  unlinkedSpotify,
} from '@mooddj/shared/spotify'
import type { FastifyRequest } from 'fastify'
import type { Throttle } from '../throttle.ts'
import type { LinkCookie } from './link-cookie.ts'
import type { LinkEndStore } from './link-end-store.ts'
import type { LinkJourney } from './link-journey.ts'
import type { LinkRow, LinkStore } from './link-store.ts'
import type { SpotifyMetrics } from './spotify-metrics.ts'
import type { SpotifySettings } from './settings.ts'

/** How long a listener's consent at Spotify carries refresh tokens. */
const CONSENT_MONTHS = 6

interface Needs {
  authentication: Authentication
  links: LinkStore
  linkEnds: LinkEndStore
  journey: LinkJourney
  cookie: LinkCookie
  throttle: Throttle
  relay: OutboxRelay
  settings: SpotifySettings
  metrics: SpotifyMetrics
}

/** `/v1/spotify`: linking an account to Spotify, seeing whether it is, and ending that. */
export async function linkRoutes(app: App, needs: Needs): Promise<void> {
  const { authentication, links, linkEnds, journey, cookie, relay, settings } = needs
  const own = { onRequest: authentication.onRequest }

  app.get('/link', { ...own, schema: { response: { 200: SpotifyLinkSchema } } }, async (request) => {
    const row = await links.find({ accountId: authentication.accountOf(request).accountId })
    return toLink(row, settings.isMadeUp)
  })

  app.post(
    '/link',
    { ...own, schema: { response: { 200: SpotifyLinkBegunSchema } } },
    async (request, reply) => {
      const account = authentication.accountOf(request)
      await needs.throttle.spotifyLink(account.accountId)
      const begun = await journey.begin(account, new Date())
      if (begun === undefined) throw TokenInvalid()
      cookie.set(request, reply, begun.cookie)
      return { authorizeUrl: begun.authorizeUrl }
    },
  )

  app.delete('/link', own, async (request, reply) => {
    const { accountId } = authentication.accountOf(request)
    if (await linkEnds.unlink(accountId, new Date())) relay.wake()
    return reply.code(204).send()
  })

  // A person's browser comes here, so whatever happens it is led on to a page that says so in words.
  app.get('/callback', async (request, reply) => {
    const outcome = await outcomeOf(request)
    needs.metrics.countReturn(outcome)
    cookie.clear(request, reply)
    const page = new URL(settings.accountPage)
    page.searchParams.set('spotify', outcome)
    return reply.header('referrer-policy', 'no-referrer').redirect(page.href, 303)
  })

  const outcomeOf = async (request: FastifyRequest): Promise<SpotifyOutcome> => {
    try {
      const outcome = await journey.end(request.query, cookie.read(request), new Date())
      // Linking may have ended another link, which is told.
      if (outcome === 'linked') relay.wake()
      request.log.info({ outcome }, 'back from Spotify')
      return outcome
    } catch (err) {
      request.log.warn({ err }, 'linking to Spotify did not work')
      return 'unavailable'
    }
  }
}

function toLink(row: LinkRow | undefined, isMadeUp: boolean): SpotifyLink {
  if (row === undefined) return unlinkedSpotify('none', isMadeUp)
  const endsAt = new Date(row.authorisedAt)
  endsAt.setUTCMonth(endsAt.getUTCMonth() + CONSENT_MONTHS)
  return {
    state: row.endedAt === null ? 'linked' : 'ended',
    linkedAt: row.linkedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    isMadeUp,
  }
}
