import { scrub } from './scrub.ts'

/** What a log says of an error. */
export type LoggedError = {
  type: string
  message: string
  code?: string
  stack: string
  cause?: LoggedError
}

/**
 * Describes an error for a log, without what the people concerned would not want there: a failed query's parameters, which drizzle appends to its
 * message, and the row that PostgreSQL quotes in `detail`, may hold e-mail addresses, and so may whatever else is quoted ({@link scrub}).
 */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: '' }
  const { name, message, stack = '', cause } = error
  return {
    type: name,
    message: withoutParameters(message),
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    stack: withoutParameters(stack),
    ...(cause !== undefined && { cause: describeError(cause) }),
  }
}

/** Cuts from drizzle's line of parameters to the first frame of the stack. */
function withoutParameters(text: string): string {
  const words = text.replace(/\nparams: [^]*?(?=\n {4}at |$)/, '')
  return scrub(words)
}
