/**
 * What a page may load: its own files, its own scripts by nonce, and the live socket at the gateway's public address.
 * Style attributes are allowed because meters and boxes are positioned by them; style elements need the nonce.
 */
export function contentSecurityPolicy({ nonce, gatewayUrl }: { nonce: string; gatewayUrl: string }): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${socketOrigin(gatewayUrl)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The origin that a browser's socket connects to, `ws:` for `http:` and `wss:` for `https:`. */
export function socketOrigin(gatewayUrl: string): string {
  const url = new URL(gatewayUrl)
  return `${url.protocol === 'https:' ? 'wss:' : 'ws:'}//${url.host}`
}
