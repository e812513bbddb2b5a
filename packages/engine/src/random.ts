/** Gives the next number in [0, 1). */
export type Random = () => number

/**
 * Mixes whole numbers into one well-spread unsigned 32-bit number (the finaliser of MurmurHash3, applied part by part).
 * Integer arithmetic only, so every machine agrees.
 */
export function mix(...parts: readonly number[]): number {
  let state = 0x9e3779b9
  for (const part of parts) {
    state = (state ^ part) >>> 0
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
    state = (state ^ (state >>> 16)) >>> 0
  }
  return state
}

/** The unsigned 32-bit FNV-1a hash of a text's UTF-16 code units. */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** A small fast counter generator (sfc32 by Chris Doty-Humphrey): the same seed gives the same numbers everywhere. */
export function createRandom(seed: number): Random {
  let a = mix(seed, 1) | 0
  let b = mix(seed, 2) | 0
  let c = mix(seed, 3) | 0
  let counter = 1
  const next = () => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + result
    return (result >>> 0) / 4294967296
  }
  for (let round = 0; round < 12; round += 1) next()
  return next
}

/** A stream of its own for one concern of one seed, so that a change in one part never shifts another. */
export function streamOf(seed: number, concern: string): Random {
  return createRandom(mix(seed, hashOfText(concern)))
}

/** One of the items, each equally likely. Throws on an empty list: that is a mistake in the caller. */
export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from')
  return item
}

/** One of the items, as likely as its weight says (weights ≥ 0, at least one above 0). */
export function pickWeighted<T>(items: readonly T[], weightOf: (item: T) => number, random: Random): T {
  let rest = random() * items.reduce((sum, item) => sum + weightOf(item), 0)
  for (const item of items) {
    rest -= weightOf(item)
    if (rest < 0) return item
  }
  return pick(items, random)
}

/** One of the items, which stand in an order, near a share (0 to 1) of the way through them: mostly the nearest, at times a neighbour. */
export function pickNear<T>(items: readonly T[], share: number, random: Random): T {
  const place = Math.min(0.999, Math.max(0, share + 0.3 * (random() - 0.5)))
  return pick(items, () => place)
}
