import { PROBLEM_MEDIA_TYPE } from '@mooddj/shared/problem'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { createProblem } from './problem.ts'

const HEADERS_TOO_LARGE = createProblem(
  'HEADERS_TOO_LARGE',
  431,
  'The headers of this request are too large. Clear the cookies of this page, then try again.',
)
const REQUEST_TIMEOUT = createProblem(
  'REQUEST_TIMEOUT',
  408,
  'The request took too long to arrive. Try again.',
)
const REQUEST_MALFORMED = createProblem('REQUEST_MALFORMED', 400, 'This is not a valid HTTP request.')

/** Answers what never became a request, because it does not parse as HTTP, with a problem document, and ends the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) socket.write(answerTo(error.code))
  socket.destroy(error)
}

function answerTo(code: string | undefined): string {
  const problem =
    code === 'HPE_HEADER_OVERFLOW'
      ? HEADERS_TOO_LARGE
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? REQUEST_TIMEOUT
        : REQUEST_MALFORMED
  const body = JSON.stringify(problem)
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
