/** What a listener is asked to allow, each for something that Mood DJ does. */
export const SPOTIFY_SCOPES = [
  // Candidates: what the listener likes and heard lately.
  'user-top-read',
  'user-library-read',
  'user-read-recently-played',
  // The playlist, its items, and taking a half-made one away.
  'playlist-modify-public',
  'playlist-modify-private',
  'playlist-read-private',
  'ugc-image-upload',
  // A like in the player.
  'user-library-modify',
] as const
