import type { ToldSpan } from '@mooddj/testkit/otlp-message'

const titleOf = ({ service, name }: ToldSpan) => `${service}: ${name}`

/** Whether spans hang on one beginning, and spans of all these titles (`service: name`) are among them. */
export function holdsAll(spans: readonly ToldSpan[], ...titles: string[]): boolean {
  const ids = new Set(spans.map(({ spanId }) => spanId))
  const beginnings = spans.filter(({ parentId }) => parentId === undefined || !ids.has(parentId))
  const there = new Set(spans.map(titleOf))
  return beginnings.length === 1 && titles.every((title) => there.has(title))
}

/** The titles from the beginning of a trace down to one of its spans. */
export function pathTo(spans: readonly ToldSpan[], title: string): string[] {
  const path: string[] = []
  let at = spans.find((span) => titleOf(span) === title)
  while (at !== undefined) {
    path.unshift(titleOf(at))
    const { parentId } = at
    at = spans.find(({ spanId }) => spanId === parentId)
  }
  return path
}
