import type { FastifyReply, FastifyRequest } from 'fastify'
import { ATTEMPT_LIFE_MS } from './link-attempt-store.ts'

const NAME = 'mooddj_spotify_link'

/** The cookie that ties a link that is being made to the browser that began it. */
export interface LinkCookie {
  set(request: FastifyRequest, reply: FastifyReply, value: string): void
  clear(request: FastifyRequest, reply: FastifyReply): void
  read(request: FastifyRequest): string | undefined
}

export function createLinkCookie(): LinkCookie {
  const attributes = (request: FastifyRequest) => ({
    path: '/v1/spotify/callback',
    httpOnly: true,
    // Not strict: the browser comes back from Spotify's site.
    sameSite: 'lax' as const,
    secure: request.protocol === 'https',
  })
  return {
    set(request, reply, value) {
      void reply.setCookie(NAME, value, { ...attributes(request), maxAge: ATTEMPT_LIFE_MS / 1000 })
    },
    clear(request, reply) {
      void reply.clearCookie(NAME, attributes(request))
    },
    read: (request) => request.cookies[NAME] || undefined,
  }
}
