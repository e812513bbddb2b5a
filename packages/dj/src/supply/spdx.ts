/**
 * Whether an SPDX licence expression (SPDX 2.3, annex D) can be satisfied by what is allowed: one side of each `OR`, both of each `AND`; a
 * licence `WITH` an exception counts as the licence. What is no such expression satisfies nothing.
 */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  const either = (): boolean => {
    let holds = both()
    while (tokens[at] === 'OR') {
      at += 1
      // Read in any case: what follows an allowed side must be an expression, too.
      const other = both()
      holds ||= other
    }
    return holds
  }
  const both = (): boolean => {
    let holds = one()
    while (tokens[at] === 'AND') {
      at += 1
      const other = one()
      holds &&= other
    }
    return holds
  }
  const one = (): boolean => {
    const token = tokens[at] ?? ''
    at += 1
    if (token !== '(') {
      if (tokens[at] === 'WITH') at += 2
      return allowed.has(token)
    }
    const holds = either()
    const isClosed = tokens[at] === ')'
    at += 1
    return holds && isClosed
  }
  const holds = either()
  return holds && at === tokens.length
}
