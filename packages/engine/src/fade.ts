/** The gain of a deck: straight lines only, so that its value is known at any time and a change in mid-fade never jumps. */
export interface Fade {
  /** Goes to `value` between two context times; what was planned for after `from` is dropped. */
  to(value: number, from: number, until: number): void
}

/** Takes over a gain, which is 0 from `now` on. */
export function openFade(gain: AudioParam, now: number): Fade {
  let points = [{ time: now, value: 0 }]
  gain.setValueAtTime(0, now)
  const valueAt = (time: number): number => {
    const next = points.findIndex((point) => point.time > time)
    const after = points[next]
    const before = points[next - 1]
    if (!after) return points.at(-1)?.value ?? 0
    if (!before) return after.value
    return before.value + ((after.value - before.value) * (time - before.time)) / (after.time - before.time)
  }
  return {
    to(value, from, until) {
      const turning = { time: from, value: valueAt(from) }
      // Cancelling takes the end off a line in progress: the same line is drawn again, up to where it now turns.
      gain.cancelScheduledValues(from)
      gain.linearRampToValueAtTime(turning.value, from)
      gain.linearRampToValueAtTime(value, until)
      points = [...points.filter(({ time }) => time < from), turning, { time: until, value }]
    },
  }
}
