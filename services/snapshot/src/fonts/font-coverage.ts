import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

/** Whether a font has a glyph for a code point. */
export type Covers = (codePoint: number) => boolean

const HEADER_BYTES = 48
const NO_KNOWN_TAG = 63
/** `cmap`, `glyf` and `loca` by their places in WOFF2's list of known tags. */
const [CMAP, GLYF, LOCA] = [0, 10, 11]

/**
 * Reads which code points a WOFF2 file has glyphs for: its `cmap` table, formats 4 and 12.
 * Sources: WOFF File Format 2.0 (W3C 2024), sections 4 and 5; OpenType 1.9.1, `cmap`.
 */
export function readCoverage(path: string): Covers {
  const ranges = readCmap(cmapOf(readFileSync(path)))
  return (codePoint) => {
    let [low, high] = [0, ranges.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const [first, last] = ranges[middle] ?? [0, 0]
      if (codePoint < first) high = middle - 1
      else if (codePoint > last) low = middle + 1
      else return true
    }
    return false
  }
}

function cmapOf(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error('this font is no WOFF2 file')
  let at = HEADER_BYTES
  const number = (): number => {
    let value = 0
    for (let count = 0; count < 5; count += 1) {
      const byte = file.readUInt8(at)
      at += 1
      value = value * 128 + (byte & 127)
      if (byte < 128) return value
    }
    throw new Error('this WOFF2 file has a number that does not end')
  }
  let offset = 0
  let found: { start: number; length: number } | undefined
  for (let table = 0; table < file.readUInt16BE(12); table += 1) {
    const flags = file.readUInt8(at)
    at += (flags & 63) === NO_KNOWN_TAG ? 5 : 1
    const original = number()
    const version = flags >> 6
    const isOutline = (flags & 63) === GLYF || (flags & 63) === LOCA
    // Outlines are transformed unless version 3 says that they are not; everything else only where its version is not 0.
    const length = (isOutline ? version !== 3 : version !== 0) ? number() : original
    if ((flags & 63) === CMAP) found = { start: offset, length }
    offset += length
  }
  if (found === undefined) throw new Error('this font maps no characters')
  const tables = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)))
  return tables.subarray(found.start, found.start + found.length)
}

type Range = readonly [first: number, last: number]

/** The code points of all Unicode subtables, as ranges in order that do not overlap. */
function readCmap(cmap: Buffer): Range[] {
  const ranges: Range[] = []
  for (let table = 0; table < cmap.readUInt16BE(2); table += 1) {
    const start = cmap.readUInt32BE(8 + 8 * table)
    const format = cmap.readUInt16BE(start)
    if (format === 4) ranges.push(...readFormat4(cmap.subarray(start)))
    else if (format === 12) ranges.push(...readFormat12(cmap.subarray(start)))
  }
  const merged: [number, number][] = []
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else merged.push([first, last])
  }
  return merged
}

function readFormat4(table: Buffer): Range[] {
  const doubled = table.readUInt16BE(6)
  const [ends, starts, deltas, offsets] = [14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled]
  const ranges: Range[] = []
  for (let at = 0; at < doubled; at += 2) {
    const [first, last] = [table.readUInt16BE(starts + at), table.readUInt16BE(ends + at)]
    const offset = table.readUInt16BE(offsets + at)
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const stored = offset === 0 ? code : table.readUInt16BE(offsets + at + offset + 2 * (code - first))
      const glyph = stored === 0 && offset !== 0 ? 0 : (stored + table.readUInt16BE(deltas + at)) % 65_536
      if (glyph !== 0) ranges.push([code, code])
    }
  }
  return ranges
}

function readFormat12(table: Buffer): Range[] {
  return Array.from({ length: table.readUInt32BE(12) }, (_, group): Range => {
    const at = 16 + 12 * group
    // Glyph 0 is the box itself.
    const first = table.readUInt32BE(at) + (table.readUInt32BE(at + 8) === 0 ? 1 : 0)
    return [first, table.readUInt32BE(at + 4)]
  }).filter(([first, last]) => first <= last)
}
