import { drawnJpeg, hasPicture } from './camera.ts'
import { type EncodeOrder, isEncodeAnswer } from './encode-order.ts'
import { frameSize, type Sending } from './sending.ts'

/** One picture of the camera, unmirrored, ready to go up. */
interface EncodedFrame {
  jpeg: Uint8Array
  /** In pixels. */
  height: number
  /** Milliseconds since the epoch. */
  capturedAt: number
  /** From the camera's picture to the JPEG, ms. */
  tookMs: number
}

/** Makes JPEGs of what a video shows; ask for one at a time. */
export interface FrameEncoder {
  /** The picture shown now; null while the camera has not delivered one. */
  encode(video: HTMLVideoElement, sending: Sending): Promise<EncodedFrame | null>
  close(): void
}

type Encode = (
  video: HTMLVideoElement,
  size: { width: number; height: number },
  quality: number,
) => Promise<ArrayBuffer | null>

/** A worker that is silent for this long is not coming. */
const WORKER_PATIENCE_MS = 5_000

/** Encodes in a worker where the browser can, else, or when that fails, on the page's own thread. */
export function createFrameEncoder(): FrameEncoder {
  const held: { worker: Worker | null; canvas: HTMLCanvasElement | null } = {
    worker: openWorker(),
    canvas: null,
  }
  const dismiss = () => {
    held.worker?.terminate()
    held.worker = null
  }
  const onThisThread: Encode = async (video, size, quality) => {
    held.canvas ??= document.createElement('canvas')
    const blob = await drawnJpeg(held.canvas, video, size, quality)
    return blob && blob.arrayBuffer()
  }
  const encode: Encode = async (video, size, quality) => {
    const jpeg = held.worker && (await inWorker(held.worker, video, size, quality))
    if (jpeg) return jpeg
    dismiss()
    return onThisThread(video, size, quality)
  }
  return {
    async encode(video, { width, quality }) {
      if (!hasPicture(video)) return null
      const size = frameSize(video.videoWidth, video.videoHeight, width)
      const capturedAt = Date.now()
      const startedAt = performance.now()
      const jpeg = await encode(video, size, quality)
      if (!jpeg) return null
      const tookMs = performance.now() - startedAt
      return { jpeg: new Uint8Array(jpeg), height: size.height, capturedAt, tookMs }
    },
    close: dismiss,
  }
}

function openWorker(): Worker | null {
  if (!('OffscreenCanvas' in globalThis) || !('createImageBitmap' in globalThis)) return null
  try {
    return new Worker(new URL('./encode-worker.ts', import.meta.url), { type: 'module' })
  } catch {
    // A policy of the browser's or of an extension's may forbid workers.
    return null
  }
}

/** The JPEG from the worker; null when it cannot. The page's thread only scales the picture down. */
async function inWorker(
  worker: Worker,
  video: HTMLVideoElement,
  { width, height }: { width: number; height: number },
  quality: number,
): Promise<ArrayBuffer | null> {
  try {
    const bitmap = await createImageBitmap(video, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'medium',
    })
    const order: EncodeOrder = { bitmap, width, height, quality }
    const answer = nextAnswer(worker)
    worker.postMessage(order, [bitmap])
    return await answer
  } catch {
    return null
  }
}

function nextAnswer(worker: Worker): Promise<ArrayBuffer | null> {
  return new Promise((resolve) => {
    const done = (jpeg: ArrayBuffer | null) => {
      clearTimeout(timer)
      worker.removeEventListener('message', hear)
      worker.removeEventListener('error', fail)
      resolve(jpeg)
    }
    const hear = ({ data }: MessageEvent<unknown>) => done(isEncodeAnswer(data) ? data.jpeg : null)
    const fail = () => done(null)
    const timer = setTimeout(fail, WORKER_PATIENCE_MS)
    worker.addEventListener('message', hear)
    worker.addEventListener('error', fail)
  })
}
