/** The labels that samples of one name have, each with the values that were seen. */
export type Labels = ReadonlyMap<string, ReadonlySet<string>>

const SAMPLE = /^([a-z_:][\w:]*)(?:\{(.*)\})? \S+$/i
const LABEL = /([a-z_]\w*)="((?:[^"\\]|\\.)*)"/gi

/** What is exposed (Prometheus text format, 0.0.4): every name of a sample, and of a metric that has none yet. */
export function readExposition(texts: readonly string[]): ReadonlyMap<string, Labels> {
  const metrics = new Map<string, Map<string, Set<string>>>()
  const labelsOf = (name: string) => {
    const labels = metrics.get(name) ?? new Map<string, Set<string>>()
    metrics.set(name, labels)
    return labels
  }
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const [, declared, kind] = /^# TYPE (\S+) (\w+)$/.exec(line) ?? []
    if (declared !== undefined) {
      const suffixes = kind === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
      for (const suffix of suffixes) labelsOf(declared + suffix)
    }
    const [, name, inside = ''] = SAMPLE.exec(line) ?? []
    if (name === undefined) continue
    const labels = labelsOf(name)
    for (const [, label = '', value = ''] of inside.matchAll(LABEL))
      labels.set(label, (labels.get(label) ?? new Set()).add(value))
  }
  return metrics
}
