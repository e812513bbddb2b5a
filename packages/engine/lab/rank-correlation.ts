/** Spearman's rank correlation of two equally long lists, −1 to 1; ties share their mean rank. */
export function rankCorrelation(one: readonly number[], other: readonly number[]): number {
  const a = ranks(one)
  const b = ranks(other)
  const centre = (a.length - 1) / 2
  let together = 0
  let own = 0
  let others = 0
  a.forEach((rank, index) => {
    const x = rank - centre
    const y = (b[index] ?? centre) - centre
    together += x * y
    own += x * x
    others += y * y
  })
  return together / Math.sqrt(own * others)
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length
    const equal = values.filter((other) => other === value).length
    return below + (equal - 1) / 2
  })
}
