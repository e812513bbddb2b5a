/**
 * Counts up whenever a seed's score or sound changes: what was measured of an older engine (`catalogue-figures.csv`, the trims) no longer holds, and `dj bench catalogue --write` is due.
 * A track's id, title, style, key, tempo and length never change with it, so kept playlists stay what they were.
 */
export const ENGINE_VERSION = 2
