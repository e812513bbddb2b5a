import { defineProblem } from '@mooddj/platform/problem'

export const SpotifyNotConfigured = defineProblem(
  'SPOTIFY_NOT_CONFIGURED',
  'This Mood DJ is not set up for Spotify. Every playlist plays without it.',
  501,
)
export const SpotifyNotLinked = defineProblem(
  'SPOTIFY_NOT_LINKED',
  'Your account is not linked to Spotify. Link it on the account page, or play the built-in music.',
  409,
)
export const SpotifyLinkEnded = defineProblem(
  'SPOTIFY_LINK_ENDED',
  'Spotify no longer lets Mood DJ use your account. Link it again on the account page.',
  409,
)
export const SpotifyUnavailable = defineProblem(
  'SPOTIFY_UNAVAILABLE',
  'Spotify does not answer right now. The built-in music plays without it.',
  503,
)
export const SpotifyBusy = defineProblem(
  'SPOTIFY_BUSY',
  'Spotify asks Mood DJ to wait. The built-in music plays meanwhile.',
  503,
)
export const ErrandInvalid = defineProblem('ERRAND_INVALID', 'This errand is unknown or over.', 401)
