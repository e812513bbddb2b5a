/**
 * The values' places among each other, from −1 (the least) to 1 (the most), evenly spread; equal values share the mean of their places. It
 * puts a source's own scale, whatever its shape, onto the plane.
 */
export function ranked(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const places = values.map(() => 0)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) to += 1
    const place = values.length === 1 ? 0 : (from + to) / (values.length - 1) - 1
    for (let index = from; index <= to; index += 1) places[order[index] ?? 0] = place
    from = to + 1
  }
  return places
}
