import { areApart } from './misfit.ts'
import { CLEAR_SCORE, type Tracks, visibleFaces } from './tracks.ts'

/** So many frames in a row are read without a detector, and for no longer than this. */
const MOST_GLANCES = 2
const GLANCE_SPAN_MS = 250

/** Whether the faces of the next frame may be followed by their signatures alone: seen well, and nobody near, also not hidden. */
export function mayGlance(tracks: Tracks, now: number): boolean {
  const visible = visibleFaces(tracks)
  return (
    visible.length > 0 &&
    tracks.glances < MOST_GLANCES &&
    now - tracks.detectedAt <= GLANCE_SPAN_MS &&
    visible.every(({ signature, detection }) => signature && detection.score >= CLEAR_SCORE) &&
    visible.every((face) =>
      tracks.faces.every((other) => other.id === face.id || areApart(face.detection, other.detection)),
    )
  )
}
