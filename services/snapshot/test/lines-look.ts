import { createCanvas } from '@napi-rs/canvas'
import { createHash } from 'node:crypto'
import { fonts } from './card-canvas.ts'

// Prints a digest of how a text looks with the card's fonts, for a test that compares machines.
const hash = createHash('sha256')
for (const word of (process.argv[2] ?? '').split(' ')) {
  const context = createCanvas(600, 100).getContext('2d')
  context.font = `700 48px ${fonts.title(word)}`
  context.fillText(word, 20, 70)
  hash.update(context.getImageData(0, 0, 600, 100).data)
}
process.stdout.write(hash.digest('hex'))
