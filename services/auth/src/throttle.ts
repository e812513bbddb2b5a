import { createHash } from 'node:crypto'
import type { Cache } from '@mooddj/platform/cache'
import { retryLater } from '@mooddj/platform/problem'
import { TooManyAttempts } from './problems.ts'

/** How often something may be tried. */
interface Allowance {
  name: string
  attempts: number
  windowS: number
}

const LOGINS_BY_EMAIL: Allowance = { name: 'logins-by-email', attempts: 10, windowS: 300 }
const LOGINS_BY_ADDRESS: Allowance = { name: 'logins-by-address', attempts: 300, windowS: 300 }
const PASSWORDS: Allowance = { name: 'passwords', attempts: 10, windowS: 300 }
const RECOVERIES_BY_EMAIL: Allowance = { name: 'recoveries-by-email', attempts: 10, windowS: 300 }
const RECOVERIES_BY_ADDRESS: Allowance = { name: 'recoveries-by-address', attempts: 100, windowS: 300 }
const REGISTRATIONS: Allowance = { name: 'registrations', attempts: 100, windowS: 300 }
const SPOTIFY_LINKS: Allowance = { name: 'spotify-links', attempts: 20, windowS: 300 }
const GUESTS: Allowance = { name: 'guests', attempts: 600, windowS: 300 }

/** Counts attempts in Redis, so that all replicas count together. Each method throws TOO_MANY_ATTEMPTS when there were too many. */
export interface Throttle {
  /** Counts before the password is looked at: attempts made at once must not slip through. */
  login(email: string, address: string): Promise<void>
  /** The password was right: this pair of e-mail and address starts afresh. */
  loggedIn(email: string, address: string): Promise<void>
  /** As `login`, for somebody signed in who is asked for the password again. */
  password(accountId: string): Promise<void>
  passwordGiven(accountId: string): Promise<void>
  recovery(email: string, address: string): Promise<void>
  registration(address: string): Promise<void>
  guest(address: string): Promise<void>
  spotifyLink(accountId: string): Promise<void>
}

export function createThrottle({ redis }: Cache): Throttle {
  const count = async ({ name, attempts, windowS }: Allowance, subject: string) => {
    const key = keyOf(name, subject)
    const results = await redis.multi().incr(key).expire(key, windowS, 'NX').ttl(key).exec()
    const [counted, , left] = (results ?? []).map(([error, value]) => {
      if (error) throw error
      return Number(value)
    })
    if (counted !== undefined && counted <= attempts) return
    const seconds = Math.max(1, left ?? windowS)
    throw retryLater(TooManyAttempts(inWords(seconds)), seconds)
  }
  return {
    async login(email, address) {
      await count(LOGINS_BY_ADDRESS, address)
      await count(LOGINS_BY_EMAIL, `${email} ${address}`)
    },
    async loggedIn(email, address) {
      await redis.del(keyOf(LOGINS_BY_EMAIL.name, `${email} ${address}`))
    },
    password: (accountId) => count(PASSWORDS, accountId),
    async passwordGiven(accountId) {
      await redis.del(keyOf(PASSWORDS.name, accountId))
    },
    async recovery(email, address) {
      await count(RECOVERIES_BY_ADDRESS, address)
      await count(RECOVERIES_BY_EMAIL, `${email} ${address}`)
    },
    registration: (address) => count(REGISTRATIONS, address),
    guest: (address) => count(GUESTS, address),
    spotifyLink: (accountId) => count(SPOTIFY_LINKS, accountId),
  }
}

/** E-mails and addresses are not to be read in Redis. */
function keyOf(name: string, subject: string): string {
  return `auth:${name}:${createHash('sha256').update(subject).digest('base64url')}`
}

function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? 'a second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
