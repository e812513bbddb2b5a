import { type EncodeAnswer, type EncodeOrder, isEncodeOrder } from './encode-order.ts'

// Runs in a worker: makes JPEGs, one after the other, on one canvas that is used again and again.

const canvas = new OffscreenCanvas(1, 1)

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isEncodeOrder(data)) void answer(data)
})

async function answer(order: EncodeOrder): Promise<void> {
  const jpeg = await jpegOf(order)
  const message: EncodeAnswer = { jpeg }
  postMessage(message, jpeg ? { transfer: [jpeg] } : {})
}

async function jpegOf({ bitmap, width, height, quality }: EncodeOrder): Promise<ArrayBuffer | null> {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  context?.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  if (!context) return null
  try {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    return await blob.arrayBuffer()
  } catch {
    // The page then encodes by itself.
    return null
  }
}
