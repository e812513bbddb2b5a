import { GlobalFonts } from '@napi-rs/canvas'
import { type Covers, readCoverage } from './font-coverage.ts'
import type { FontFile } from './font-files.ts'

/** Fonts that are opened when a text first needs them: there are hundreds, and a card needs three. */
export interface FontShelf {
  /** The first of these files that has a glyph for the code point, ready to draw with. */
  find: (files: readonly FontFile[], codePoint: number) => FontFile | undefined
}

export function createFontShelf(): FontShelf {
  const opened = new Map<string, Covers>()
  const open = (file: FontFile): Covers => {
    const known = opened.get(file.family)
    if (known !== undefined) return known
    for (const path of file.paths) {
      if (GlobalFonts.registerFromPath(path, file.family) === null)
        throw new Error(`the font ${path} cannot be read; install the project's packages again`)
    }
    const covers = readCoverage(file.paths[0] ?? '')
    opened.set(file.family, covers)
    return covers
  }
  return {
    find: (files, codePoint) =>
      files.find(
        (file) =>
          (file.within?.some(([first, last]) => codePoint >= first && codePoint <= last) ?? true) &&
          open(file)(codePoint),
      ),
  }
}
