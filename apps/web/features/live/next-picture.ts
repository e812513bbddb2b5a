/** A video that is out of sight may show no pictures though the camera goes on. */
const WITHOUT_PICTURE_MS = 250

/**
 * Calls `then` once: after `delayMs`, and then with the first fresh picture of the video, where the browser tells of those.
 * Gives the way to call it off.
 */
export function withNextPicture(
  video: HTMLVideoElement | null,
  delayMs: number,
  then: () => void,
): () => void {
  const pending: { timer: ReturnType<typeof setTimeout> | undefined; picture: number | undefined } = {
    timer: undefined,
    picture: undefined,
  }
  const callOff = () => {
    clearTimeout(pending.timer)
    if (pending.picture !== undefined) video?.cancelVideoFrameCallback(pending.picture)
  }
  const come = () => {
    callOff()
    then()
  }
  const awaitPicture = () => {
    if (!video || !('requestVideoFrameCallback' in video)) {
      then()
      return
    }
    pending.picture = video.requestVideoFrameCallback(come)
    pending.timer = setTimeout(come, WITHOUT_PICTURE_MS)
  }
  pending.timer = setTimeout(awaitPicture, delayMs)
  return callOff
}
