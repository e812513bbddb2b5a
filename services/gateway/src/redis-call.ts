import { retryLater, ServiceUnavailable } from '@mooddj/platform/problem'

/**
 * Makes a call on Redis that a caller waits for.
 * @throws {ServiceUnavailable} while Redis is away
 */
export async function redisCall<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    throw Object.assign(retryLater(ServiceUnavailable('The live session'), 1), { cause })
  }
}
