import fastifyCookie from '@fastify/cookie'
import { type App, createApp } from '@mooddj/platform/app'
import { openAuthentication } from '@mooddj/platform/authentication'
import { openBus } from '@mooddj/platform/bus'
import { openCache } from '@mooddj/platform/cache'
import { openDatabase } from '@mooddj/platform/database'
import { createDenyList } from '@mooddj/platform/deny-list'
import { watchGround } from '@mooddj/platform/ground-metrics'
import { createMetrics } from '@mooddj/platform/metrics'
import { openOps } from '@mooddj/platform/ops'
import { openOutboxRelay } from '@mooddj/platform/outbox'
import { openStreams } from '@mooddj/platform/streams'
import { createAccessTokens } from './access-token.ts'
import { accountRoutes } from './account-routes.ts'
import { createAccountStore } from './account-store.ts'
import type { Config } from './config.ts'
import { consentRoutes } from './consent-routes.ts'
import { createConsentStore } from './consent-store.ts'
import { createRequirePassword } from './current-password.ts'
import { handleEvents } from './events.ts'
import { createExport } from './export.ts'
import { keyRoutes } from './key-routes.ts'
import { allowedOrigins } from './origin.ts'
import { ownSignInRoutes } from './own-sign-in-routes.ts'
import { createOwnSignInStore } from './own-sign-in-store.ts'
import { createPasswords } from './passwords.ts'
import { profileRoutes } from './profile-routes.ts'
import { createProfileStore } from './profile-store.ts'
import { recoveryRoutes } from './recovery-routes.ts'
import { createRecoveryStore } from './recovery-store.ts'
import { createRefreshCookie } from './refresh-cookie.ts'
import { createSignInAnswer } from './sign-in-answer.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { createEndSignIns } from './sign-in-end-store.ts'
import { createSignInStore } from './sign-in-store.ts'
import { readSigningKey } from './signing-key.ts'
import { openSpotify } from './spotify/open-spotify.ts'
import { createLinkEndStore } from './spotify/link-end-store.ts'
import { readSpotifySettings } from './spotify/settings.ts'
import { openSweep } from './sweep.ts'
import { outbox } from './tables.ts'
import { createThrottle } from './throttle.ts'
import { createTombstoneStore } from './tombstone-store.ts'

const SERVICE = 'auth'

/**
 * Builds auth, connected to everything it stands on; not yet listening.
 * @throws {ConfigError} when the signing key, or what is told of Spotify, is of no use
 */
export async function buildApp(config: Config): Promise<App> {
  const signingKey = readSigningKey(config.AUTH_SIGNING_KEY)
  const spotify = readSpotifySettings(config)
  const app = createApp(config, SERVICE)
  const metrics = createMetrics(app, SERVICE)
  const database = openDatabase(app, config)
  const { db } = database
  const cache = openCache(app, config)
  const bus = await openBus(app, config, SERVICE)
  const streams = await openStreams(app, bus, config, SERVICE)
  const relay = openOutboxRelay(app, db, outbox, streams)
  watchGround(metrics, { bus, cache, streams, database, outbox: relay })

  const denyList = createDenyList(cache)
  const endSignIns = createEndSignIns(denyList)
  const signIns = createSignInStore({ db, denyList, endSignIns })
  const ownSignIns = createOwnSignInStore(db, endSignIns)
  const profiles = createProfileStore(db, endSignIns)
  const recovery = createRecoveryStore({ db, signInStore: signIns, endSignIns })
  const accounts = createAccountStore({ db, denyList, signInStore: signIns })
  const consents = createConsentStore({ db, denyList })
  const tombstones = createTombstoneStore(db)
  const linkEnds = createLinkEndStore(db)
  await handleEvents({ streams, denyList })
  openSweep(app, config, { accounts, signIns, linkEnds, tombstones, streams, relay })

  const authentication = await openAuthentication(app, publicKeyOf(signingKey), denyList)
  await app.register(fastifyCookie)
  tolerateEmptyJson(app)
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
  })

  const cookie = createRefreshCookie(allowedOrigins(config))
  const answerSignedIn = createSignInAnswer(createAccessTokens(app, signingKey), cookie)
  const passwords = await createPasswords()
  const throttle = createThrottle(cache)
  const readExport = createExport(config, accounts)
  const signingIn = { accounts, passwords, throttle, authentication, cookie, answerSignedIn, relay }
  await app.register(accountRoutes, { prefix: '/v1/auth', ...signingIn, readExport })
  await app.register(signInRoutes, { prefix: '/v1/auth', ...signingIn, signIns })
  const requirePassword = createRequirePassword({ accounts, passwords, throttle })
  await app.register(profileRoutes, { prefix: '/v1/auth', ...signingIn, profiles, requirePassword })
  await app.register(recoveryRoutes, { prefix: '/v1/auth', ...signingIn, recovery, requirePassword })
  await app.register(ownSignInRoutes, { prefix: '/v1/auth/sessions', ...signingIn, ownSignIns })
  await app.register(consentRoutes, { prefix: '/v1/consents', consents, authentication, relay })
  await app.register(keyRoutes, { signingKey })
  await openSpotify(app, spotify, { db, authentication, linkEnds, throttle, metrics, relay })

  const checks = { postgres: database.check, redis: cache.check, nats: bus.check }
  await openOps(app, config, { checks, metrics })
  return app
}

/** Auth verifies by its own key what others verify by the published one. */
function publicKeyOf({ id, publicKey }: { id: string; publicKey: string }) {
  return async (keyId: string) => {
    if (keyId !== id) throw new Error('no such key')
    return publicKey
  }
}

/** Half of the calls here take no body, and many clients say `application/json` all the same. */
function tolerateEmptyJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else void parse(request, body.toString(), done)
  })
}
