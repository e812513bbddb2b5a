import type { Problem } from '@mooddj/shared/problem'
import { ownProblem } from '../api/api-problem.ts'

/** Opens the camera that faces the person. Rejects with a `DOMException`; see {@link cameraProblem}. */
export function openCamera(): Promise<MediaStream> {
  if (!('mediaDevices' in navigator))
    return Promise.reject(new DOMException('No camera access', 'NotSupportedError'))
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 960 }, frameRate: { ideal: 30 } },
  })
}

/** Turns the camera and its light off. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** Why the camera did not open, with the way on. */
export function cameraProblem(error: unknown): Problem {
  const name = error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return ownProblem('CAMERA_DENIED')
    case 'NotFoundError':
    case 'OverconstrainedError':
      return ownProblem('CAMERA_MISSING')
    case 'NotReadableError':
      return ownProblem('CAMERA_BUSY')
    case 'NotSupportedError':
      return ownProblem('CAMERA_UNAVAILABLE')
    default:
      return ownProblem('CAMERA_FAILED')
  }
}

/** One photo at the camera's own size, mirrored as the person sees it before it is taken, and without any drawing on it. */
export function takePhoto(video: HTMLVideoElement): Promise<Blob | null> {
  if (!hasPicture(video)) return Promise.resolve(null)
  const scale = Math.min(1, 1920 / video.videoWidth)
  const size = { width: Math.round(video.videoWidth * scale), height: Math.round(video.videoHeight * scale) }
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  canvas.getContext('2d')?.setTransform(-1, 0, 0, 1, size.width, 0)
  return drawnJpeg(canvas, video, size, 0.92)
}

/** Whether the camera has delivered a picture. */
export function hasPicture(video: HTMLVideoElement): boolean {
  return video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0
}

/** The video's picture as a JPEG of that size, drawn on that canvas; null when the browser has no memory for it. */
export function drawnJpeg(
  canvas: HTMLCanvasElement,
  video: HTMLVideoElement,
  size: { width: number; height: number },
  quality: number,
): Promise<Blob | null> {
  if (canvas.width !== size.width) canvas.width = size.width
  if (canvas.height !== size.height) canvas.height = size.height
  const context = canvas.getContext('2d')
  if (!context) return Promise.resolve(null)
  context.drawImage(video, 0, 0, size.width, size.height)
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', quality)
  })
}
