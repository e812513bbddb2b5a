import { createHash } from 'node:crypto'
import { ask } from '@mooddj/platform/ask'
import { SpotifyTokenSchema } from '@mooddj/shared/spotify'
import type { ListenerAccess } from '@mooddj/spotify/listener-calls'

/** A listener's access to Spotify, and the errand with which it can be had again when they have gone. */
export interface LinkedAccess extends Required<Pick<ListenerAccess, 'accessToken' | 'renew'>> {
  errand: string
}

/** Asks auth for listeners' access tokens. */
export interface SpotifyTokens {
  /** With the listener's own `Authorization`. @throws auth's own problem: SPOTIFY_NOT_LINKED, SPOTIFY_LINK_ENDED, … */
  ofListener(authorization: string): Promise<LinkedAccess>
  /** With an errand, for a day. @throws as above, or ERRAND_INVALID */
  onErrand(errand: string): Promise<LinkedAccess>
}

export function createSpotifyTokens(authUrl: string): SpotifyTokens {
  const open = async (path: string, authorization: string): Promise<LinkedAccess> => {
    const tokenAfter = (rejected?: string) => {
      const url = new URL(path, authUrl)
      if (rejected !== undefined)
        url.searchParams.set('rejected', createHash('sha256').update(rejected).digest('base64url'))
      return ask(url, { schema: SpotifyTokenSchema, authorization, what: 'Spotify' })
    }
    const { accessToken, errand } = await tokenAfter()
    let renewing: Promise<string> | undefined
    return {
      accessToken,
      errand,
      // Several calls may find the same token refused at once, and one undertaking is too short for a second time.
      renew: () => (renewing ??= tokenAfter(accessToken).then((next) => next.accessToken)),
    }
  }
  return {
    ofListener: (authorization) => open('/v1/spotify-tokens/me', authorization),
    onErrand: (errand) => open('/v1/spotify-tokens/errand', `Errand ${errand}`),
  }
}
