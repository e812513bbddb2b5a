/** A failure a person can act on: its message is one plain sentence that ends in the remedy. Shown without a stack. */
export class PlainError extends Error {
  override name = 'PlainError'
}
