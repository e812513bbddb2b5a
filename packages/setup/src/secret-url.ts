import { PlainError } from './plain-error.ts'

/** The servers that are reached by a URL with a password in it. */
export type Server = 'nats' | 'redis' | 'postgres'

/** Who reaches what, where, in a URL. */
export interface UrlParts {
  readonly server: Server
  readonly user: string
  readonly password: string
  /** `host:port` */
  readonly address: string
  readonly path?: string
}

/** The URL of a server for one of its users. */
export function makeUrl({ server, user, password, address, path = '' }: UrlParts): string {
  return `${server}://${user}:${password}@${address}${path}`
}

/** The same URL at another `host:port`. */
export function reachedAt(url: string, address: string): string {
  return url.replace(/(?<=@)[^/?#]*/, address)
}

/**
 * The password in a URL that was kept.
 * @param options.where what holds the URL, for the message
 * @throws {PlainError} when it is not a URL of this user with a password
 */
export function passwordIn(url: string, { user, where }: { user: string; where: string }): string {
  const found = URL.parse(url)
  if (found?.username === user && found.password !== '') return decodeURIComponent(found.password)
  throw new PlainError(
    `${where} holds no URL with a password of the user ${user}: mend it, or remove it to have a new one made.`,
  )
}
