import { type Call } from './call.ts'

/** Announced, not there yet. */
export const SPOTIFY_CALLS: readonly Call[] = [
  ...(['post', 'delete'] as const).map((method): Call => ({
    method,
    path: '/v1/spotify/link',
    summary:
      method === 'post' ? 'Begin to link Spotify (not available yet)' : 'Unlink Spotify (not available yet)',
    access: 'bearer',
    answers: {},
    problems: { 501: ['SPOTIFY_NOT_READY'] },
  })),
  {
    method: 'get',
    path: '/v1/spotify/callback',
    summary: 'Where Spotify sends a listener back (not available yet)',
    access: 'anyone',
    answers: {},
    problems: { 501: ['SPOTIFY_NOT_READY'] },
  },
]
