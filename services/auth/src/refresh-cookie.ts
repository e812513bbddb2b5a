import type { FastifyReply, FastifyRequest } from 'fastify'
import { OriginMismatch } from './problems.ts'
import { REFRESH_LIFE_MS } from './refresh-token.ts'

const NAME = 'mooddj_refresh'

/** The cookie that carries the refresh token: out of reach of scripts, sent to auth alone, and only by our own pages. */
export interface RefreshCookie {
  set(request: FastifyRequest, reply: FastifyReply, token: string): void
  clear(request: FastifyRequest, reply: FastifyReply): void
  /** The token presented, if any. */
  read(request: FastifyRequest): string | undefined
  /** @throws ORIGIN_MISMATCH unless the request says that it comes from one of our pages */
  requireOrigin(request: FastifyRequest): void
}

/** @param origins whose pages may use it; the app has `@fastify/cookie` */
export function createRefreshCookie(origins: ReadonlySet<string>): RefreshCookie {
  const attributes = (request: FastifyRequest) => ({
    path: '/v1/auth',
    httpOnly: true,
    sameSite: 'strict' as const,
    // Not the plugin's `auto`: on plain http that one loosens sameSite to lax.
    secure: request.protocol === 'https',
  })
  return {
    set(request, reply, token) {
      void reply.setCookie(NAME, token, { ...attributes(request), maxAge: REFRESH_LIFE_MS / 1000 })
    },
    clear(request, reply) {
      void reply.clearCookie(NAME, attributes(request))
    },
    read: (request) => request.cookies[NAME] || undefined,
    requireOrigin(request) {
      if (!origins.has(request.headers.origin ?? '')) throw OriginMismatch()
    },
  }
}
