import words from '#messages/en/problems.json' with { type: 'json' }
import { createParser } from '@mooddj/shared/codec'
import { PROBLEM_MEDIA_TYPE, type Problem, ProblemSchema } from '@mooddj/shared/problem'

const problems = createParser(ProblemSchema)

/** A call that did not succeed, in words that can be shown. */
export class ApiProblem extends Error {
  override name = 'ApiProblem'
  readonly problem: Problem
  /** How long the server asks to wait before trying again. */
  readonly retryAfterMs: number | undefined

  constructor(problem: Problem, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(`${problem.title}: ${problem.detail}`, { cause: options.cause })
    this.problem = problem
    this.retryAfterMs = options.retryAfterMs
  }

  /** Whether the same call may succeed in a moment: nothing answered, or a part of the house was away. */
  get passing(): boolean {
    return this.problem.status === 0 || [502, 503, 504].includes(this.problem.status)
  }
}

/** A problem that the page itself found, in English as a server’s would be; status 0 says that no server answered. */
export function ownProblem(code: keyof typeof words, status = 0): Problem {
  return { type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`, ...words[code], status, code }
}

/** Nothing answered at all. */
export function networkProblem(cause: unknown): ApiProblem {
  return new ApiProblem(ownProblem('NETWORK_UNREACHABLE'), { cause })
}

/** Whoever calls is not signed in, or no longer is. */
export function signedOutProblem(): ApiProblem {
  return new ApiProblem(ownProblem('SIGN_IN_ENDED', 401))
}

/** Reads an answer that is not a success; a body that is no problem document gets plain words of its own. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfterMs = retryAfter(response.headers.get('retry-after'))
  const isProblem = response.headers.get('content-type')?.startsWith(PROBLEM_MEDIA_TYPE) ?? false
  try {
    if (isProblem) return new ApiProblem(problems.parse(await response.json()), { retryAfterMs })
  } catch (cause) {
    return new ApiProblem(ownProblem('ANSWER_UNREADABLE', response.status), { retryAfterMs, cause })
  }
  return new ApiProblem(ownProblem('ANSWER_UNREADABLE', response.status), { retryAfterMs })
}

/** Whatever was thrown, as a problem to show. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem
  return ownProblem('PAGE_FAILED')
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}
