import { defineProblem } from '@mooddj/platform/problem'

export const CardNotFound = defineProblem(
  'CARD_NOT_FOUND',
  'There is no such card. It may have expired or been deleted.',
  404,
)
export const DesignUnknown = defineProblem<[designs: string]>(
  'DESIGN_UNKNOWN',
  'Choose one of these designs: %s.',
  400,
)
export const LanguageUnknown = defineProblem<[languages: string]>(
  'LANGUAGE_UNKNOWN',
  'Choose one of these languages: %s.',
  400,
)
export const FaceMalformed = defineProblem(
  'FACE_MALFORMED',
  'Send "face" as x,y,width,height, each a share of the photo from 0 to 1, or leave it out.',
  400,
)
export const TimeZoneUnknown = defineProblem(
  'TIME_ZONE_UNKNOWN',
  'Name a time zone, such as Europe/Berlin or +05:30, or leave it out.',
  400,
)
export const PlaylistIdMissing = defineProblem(
  'PLAYLIST_ID_MISSING',
  'Send the playlist in the field "playlistId".',
  400,
)
export const PlaylistNotFound = defineProblem(
  'PLAYLIST_NOT_FOUND',
  'There is no such playlist of yours.',
  404,
)
export const ShareRevoked = defineProblem(
  'SHARE_REVOKED',
  'The link to this playlist was revoked, so a card would lead nowhere. Make a new playlist.',
  409,
)
export const ArtistsBusy = defineProblem(
  'DRAWING_BUSY',
  'Many cards are being drawn right now. Try again in a moment.',
  503,
)
export const AccountGone = defineProblem('ACCOUNT_GONE', 'This account was deleted.', 401)
