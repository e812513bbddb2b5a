/** What the encoding worker is asked for. The bitmap is handed over, not copied. */
export interface EncodeOrder {
  bitmap: ImageBitmap
  width: number
  height: number
  /** Of the JPEG, 0 to 1. */
  quality: number
}

/** What it answers: the JPEG, or null when it could not be made. */
export interface EncodeAnswer {
  jpeg: ArrayBuffer | null
}

export function isEncodeOrder(data: unknown): data is EncodeOrder {
  return typeof data === 'object' && data !== null && 'bitmap' in data
}

export function isEncodeAnswer(data: unknown): data is EncodeAnswer {
  return typeof data === 'object' && data !== null && 'jpeg' in data
}
