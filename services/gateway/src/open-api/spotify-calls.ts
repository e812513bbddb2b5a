import { SPOTIFY_OUTCOMES, SpotifyLinkBegunSchema, SpotifyLinkSchema } from '@mooddj/shared/spotify'
import { type Call, TOKEN } from './call.ts'

const NOT_CONFIGURED = { 501: ['SPOTIFY_NOT_CONFIGURED'] }

/** Linking an account to Spotify. */
export const SPOTIFY_CALLS: readonly Call[] = [
  {
    method: 'get',
    path: '/v1/spotify/link',
    summary: 'Whether the account is linked to Spotify',
    access: 'bearer',
    answers: { 200: { description: 'The link', content: { schema: SpotifyLinkSchema } } },
    problems: TOKEN,
  },
  {
    method: 'post',
    path: '/v1/spotify/link',
    summary:
      'Begin to link Spotify: send the browser to `authorizeUrl` within ten minutes. Sets a cookie that it must bring back',
    access: 'bearer',
    answers: { 200: { description: 'Where to go', content: { schema: SpotifyLinkBegunSchema } } },
    problems: { ...TOKEN, ...NOT_CONFIGURED, 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'delete',
    path: '/v1/spotify/link',
    summary: 'Unlink Spotify; all that came from it is deleted',
    access: 'bearer',
    answers: { 204: { description: 'Not linked any more, or it never was' } },
    problems: { ...TOKEN, ...NOT_CONFIGURED },
  },
  {
    method: 'get',
    path: '/v1/spotify/callback',
    summary: 'Where Spotify sends a listener back',
    access: 'anyone',
    parameters: ['state', 'code', 'error'].map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
    answers: {
      303: { description: `To the account page, with \`?spotify=\` ${SPOTIFY_OUTCOMES.join(' · ')}` },
    },
    problems: NOT_CONFIGURED,
  },
]
