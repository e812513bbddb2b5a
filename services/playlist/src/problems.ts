import { defineProblem } from '@mooddj/platform/problem'

export const PlaylistNotFound = defineProblem(
  'PLAYLIST_NOT_FOUND',
  'There is no such playlist of yours.',
  404,
)

export const ShareNotFound = defineProblem(
  'SHARE_NOT_FOUND',
  'This link leads nowhere: the playlist is gone or is no longer shared.',
  404,
)

export const TrackNotFound = defineProblem('TRACK_NOT_FOUND', 'This track is not on that playlist.', 404)

export const SessionNotFound = defineProblem(
  'SESSION_NOT_FOUND',
  'There is no such live session of yours.',
  404,
)

export const MoodNotSettled = defineProblem(
  'MOOD_NOT_SETTLED',
  'Your mood has not settled yet. Stay in the picture for a few seconds, or choose a mood by hand.',
  409,
)

export const StrategyNotReady = defineProblem(
  'STRATEGY_NOT_READY',
  'Playlists for several people are not ready yet. Use match or cheer-up.',
  501,
)

export const IdempotencyKeyReused = defineProblem(
  'IDEMPOTENCY_KEY_REUSED',
  'This Idempotency-Key was used for another request. Use a new one for each.',
  409,
)

export const PlaylistDeleted = defineProblem(
  'PLAYLIST_DELETED',
  'The playlist that this Idempotency-Key made has been deleted. Use a new key to make another.',
  410,
)

export const AccountGone = defineProblem(
  'ACCOUNT_DELETED',
  'This account has been deleted. Start again as a guest.',
  401,
)
