import jsqr from 'jsqr'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// Without this it would fetch its program from the net.
const program = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(program).buffer } })

/** What two readers that share no code, with each other or with the writer, find in a picture, and how far from the left. */
export async function readCodes(picture: Uint8Array) {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const pixels = new Uint8ClampedArray(data)
  const found = jsqr.default(pixels, info.width, info.height)
  const [other] = await readBarcodes(
    { data: pixels, width: info.width, height: info.height, colorSpace: 'srgb' },
    { formats: ['QRCode'] },
  )
  return { texts: [found?.data, other?.text], left: found?.location.topLeftCorner.x }
}
