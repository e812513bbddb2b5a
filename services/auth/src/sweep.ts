import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '@mooddj/platform/app'
import type { OutboxRelay } from '@mooddj/platform/outbox'
import type { Streams } from '@mooddj/platform/streams'
import type { AccountStore } from './account-store.ts'
import type { Config } from './config.ts'
import { purgeEvents } from './events.ts'
import type { SignInStore } from './sign-in-store.ts'
import type { LinkEndStore } from './spotify/link-end-store.ts'
import type { TombstoneStore } from './tombstone-store.ts'

/** A guest unused for this long is erased. */
const GUEST_LIFE_MS = 7 * 24 * 3600 * 1000
/** By then the last access token has expired and nobody tells anything new of a deleted account. */
const LATE_EVENTS_MS = 20 * 60 * 1000
const BATCH = 100

interface Needs {
  accounts: AccountStore
  signIns: SignInStore
  linkEnds: LinkEndStore
  tombstones: TombstoneStore
  streams: Streams
  relay: OutboxRelay
}

/** Looks now and then for what has outlived its purpose, a bounded number at a time. Any number of replicas may do so at once. */
export function openSweep(app: App, config: Config, needs: Needs): void {
  const closing = new AbortController()
  const loop = async () => {
    while (!closing.signal.aborted) {
      try {
        await sweep(needs, new Date())
      } catch (err) {
        app.log.warn({ err }, 'the sweep will be tried again')
      }
      await wait(config.SWEEP_INTERVAL_MS, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }
  const running = loop()
  app.addHook('onClose', async () => {
    closing.abort()
    await running
  })
}

async function sweep(
  { accounts, signIns, linkEnds, tombstones, streams, relay }: Needs,
  now: Date,
): Promise<void> {
  await signIns.forgetExpired(now)
  if ((await linkEnds.forget({ limit: BATCH, now })) > 0) relay.wake()
  const before = new Date(now.getTime() - GUEST_LIFE_MS)
  if ((await accounts.eraseGuests({ before, limit: BATCH, now })) > 0) relay.wake()
  const lateBefore = new Date(now.getTime() - LATE_EVENTS_MS)
  for (const accountId of await tombstones.unpurged({ before: lateBefore, limit: BATCH })) {
    await purgeEvents(streams, accountId)
    await tombstones.markPurged(accountId, now)
  }
}
