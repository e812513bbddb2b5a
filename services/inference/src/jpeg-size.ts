/** Width and height that a JPEG's header claims; undefined when it is no JPEG or its header is damaged. Decodes nothing. */
export function jpegSize(jpeg: Uint8Array): { width: number; height: number } | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== START_OF_IMAGE) return undefined
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  let at = 2
  while (at + 9 <= jpeg.byteLength) {
    if (jpeg[at] !== 0xff) return undefined
    const marker = jpeg[at + 1] ?? 0
    // Any number of 0xff may stand before a marker (ITU-T T.81, B.1.1.2).
    if (marker === 0xff) at += 1
    else if (isStartOfFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

const START_OF_IMAGE = 0xd8

/** SOF0 to SOF15 without the three markers among them that are something else (ITU-T T.81, table B.1). */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
