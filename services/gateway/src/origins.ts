import type { Config } from './config.ts'

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]']

/**
 * The origins whose pages may call with credentials and open the live socket. The names of the loopback address stand for each
 * other: whoever opens the page at localhost meets the same house as at 127.0.0.1.
 */
export function allowedOrigins({
  PUBLIC_URL,
  WEB_ORIGIN,
}: Pick<Config, 'PUBLIC_URL' | 'WEB_ORIGIN'>): ReadonlySet<string> {
  const named = [PUBLIC_URL, ...WEB_ORIGIN.split(',')]
    .map((text) => text.trim())
    .filter((text) => URL.canParse(text))
  return new Set(named.map((text) => new URL(text)).flatMap(withLoopbackNames))
}

function withLoopbackNames(url: URL): string[] {
  if (!LOOPBACK_HOSTS.includes(url.hostname)) return [url.origin]
  const port = url.port === '' ? '' : `:${url.port}`
  return LOOPBACK_HOSTS.map((host) => `${url.protocol}//${host}${port}`)
}
