import { parser } from '@prometheus-io/lezer-promql'

/** One selector of a query: which series it takes. */
interface Selector {
  metric: string
  matchers: { label: string; operator: string; value: string }[]
}

/** What a query names. */
export interface Query {
  selectors: Selector[]
  /** Labels that results are grouped or matched by. */
  grouping: string[]
}

/**
 * Reads PromQL with Prometheus' own grammar. Grafana's variables stand for five minutes.
 * @throws {SyntaxError} where the query is none
 */
export function readQuery(text: string): Query {
  const query = text.replaceAll(/\$__\w+/g, '5m')
  const selectors: Selector[] = []
  const grouping: string[] = []
  const textOf = ({ from, to }: { from: number; to: number }) => query.slice(from, to)
  parser.parse(query).iterate({
    enter(cursor) {
      if (cursor.type.isError)
        throw new SyntaxError(`not PromQL at ${cursor.from}: ${query.slice(Math.max(0, cursor.from - 20))}`)
      const { node } = cursor
      if (cursor.name === 'VectorSelector') {
        const name = node.getChild('Identifier')
        const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []
        selectors.push({
          metric: name === null ? '' : textOf(name),
          matchers: matchers.map((matcher) => {
            const [label, operator, value] = [
              matcher.getChild('LabelName'),
              matcher.getChild('MatchOp'),
              matcher.getChild('StringLiteral'),
            ].map((child) => (child === null ? '' : textOf(child)))
            return { label: label ?? '', operator: operator ?? '', value: (value ?? '').slice(1, -1) }
          }),
        })
      } else if (cursor.name === 'GroupingLabels') grouping.push(...node.getChildren('LabelName').map(textOf))
    },
  })
  return { selectors, grouping }
}
