import { PROBLEM_MEDIA_TYPE, type Problem } from '@mooddj/shared/problem'
import { createError } from '@fastify/error'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isAway } from './away.ts'

/** An error that a caller is told about: it becomes `application/problem+json`. */
export interface NamedProblem extends FastifyError {
  /** When to come back, seconds; sent as `Retry-After`. */
  retryAfterS?: number
}

/**
 * Names a problem once, to be thrown where it happens.
 * @param code `NOUN_STATE`
 * @param message what happened and what to do, in plain words; `%s` takes the arguments in turn
 * @param status the HTTP status
 */
export function defineProblem<Arguments extends unknown[] = []>(
  code: string,
  message: string,
  status: number,
) {
  return createError<Arguments>(code, message, status)
}

export const ServiceUnavailable = defineProblem<[what: string]>(
  'SERVICE_UNAVAILABLE',
  '%s cannot be reached right now. Try again in a moment.',
  503,
)

/** The same problem with a time to come back. */
export function retryLater<E extends FastifyError>(problem: E, seconds: number): E & NamedProblem {
  return Object.assign(problem, { retryAfterS: seconds })
}

/** What Fastify and its plugins find wrong, under names of ours; with words of ours where theirs are for programmers. */
const TITLES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BODY_EMPTY',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_NOT_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BODY_INCOMPLETE',
  FST_ERR_BAD_URL: 'URL_MALFORMED',
  FST_ERR_MAX_PARAM_LENGTH: 'URL_TOO_LONG',
  FST_REQ_FILE_TOO_LARGE: 'UPLOAD_TOO_LARGE',
  FST_FILES_LIMIT: 'UPLOAD_TOO_MANY_FILES',
  FST_PARTS_LIMIT: 'UPLOAD_TOO_MANY_PARTS',
  FST_FIELDS_LIMIT: 'UPLOAD_TOO_MANY_FIELDS',
  FST_PROTO_VIOLATION: 'UPLOAD_FIELD_INVALID',
  FST_MP_PREMATURE_CLOSE: 'UPLOAD_MALFORMED',
}

/** Errors of libraries that have a status and no name. */
const NAMELESS: Readonly<Record<number, string>> = { 400: 'REQUEST_MALFORMED' }

const WORDS: Readonly<Record<string, string>> = {
  REQUEST_MALFORMED: 'This request is not well-formed.',
  URL_MALFORMED: 'This address is not well-formed.',
  URL_TOO_LONG: 'This address is longer than any that leads somewhere.',
  UPLOAD_TOO_MANY_FILES: 'Send one picture only.',
  UPLOAD_TOO_MANY_PARTS: 'The form has too many fields.',
  UPLOAD_TOO_MANY_FIELDS: 'The form has too many fields.',
  UPLOAD_FIELD_INVALID: 'A field of the form has a name that is not allowed.',
  UPLOAD_MALFORMED: 'The form ended too early. Send it again.',
}

/** What a caller is told of an error. Errors of our own making (5xx without a name) tell nothing of the inside. */
export function problemOf(error: FastifyError): Problem & { retryAfterS?: number } {
  if (error.validation) {
    return createProblem('REQUEST_INVALID', 400, 'Some fields are missing or of the wrong kind.', {
      errors: error.validation.flatMap(({ instancePath, message, params }) =>
        fieldsOf(error.validationContext ?? 'body', instancePath, params).map((field) => ({
          field,
          message: message ?? 'is not valid',
        })),
      ),
    })
  }
  const status = error.statusCode ?? 500
  // Errors of the system (ECONNREFUSED) and of the database carry such codes, too, but no status.
  const named = error.statusCode !== undefined && /^[A-Z][A-Z0-9_]+$/.test(error.code ?? '')
  if (!named && isAway(error)) return problemOf(retryLater(ServiceUnavailable('A part of Mood DJ'), 1))
  if (status >= 500 && (!named || error.code.startsWith('FST_'))) {
    return createProblem('INTERNAL_ERROR', 500, 'Something went wrong on our side. Try again in a moment.')
  }
  const ours = named && !error.code.startsWith('FST_') ? error.code : (NAMELESS[status] ?? `HTTP_${status}`)
  const code = TITLES[error.code] ?? ours
  const extra =
    'retryAfterS' in error && typeof error.retryAfterS === 'number' ? { retryAfterS: error.retryAfterS } : {}
  return createProblem(code, status, WORDS[code] ?? error.message, extra)
}

/** A problem document; its title is its code in words. */
export function createProblem<Extra extends object = object>(
  code: string,
  status: number,
  detail: string,
  extra?: Extra,
) {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return {
    type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status,
    detail,
    code,
    ...extra,
  }
}

/** Answers with a problem document. */
export function sendProblem(
  reply: FastifyReply,
  { retryAfterS, ...problem }: Problem & { retryAfterS?: number },
): FastifyReply {
  if (retryAfterS !== undefined) void reply.header('retry-after', String(Math.ceil(retryAfterS)))
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer')
  // Bytes, because to text Fastify adds a charset, which this media type does not have.
  return reply
    .code(problem.status)
    .type(PROBLEM_MEDIA_TYPE)
    .send(Buffer.from(JSON.stringify(problem)))
}

/** The error handler of every service. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  if (problem.code === 'INTERNAL_ERROR') request.log.error({ err: error }, 'request failed')
  else if (problem.status >= 500) request.log.info({ code: problem.code }, 'request could not be served')
  return sendProblem(reply, problem)
}

/** The answer where no route is. */
export function handleNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, createProblem('ROUTE_NOT_FOUND', 404, `There is no ${request.method} here.`))
}

/** `body.email`; several where one error says that several fields are missing. */
function fieldsOf(context: string, instancePath: string, params: Record<string, unknown>): string[] {
  const place = `${context}${instancePath}`.replaceAll('/', '.')
  const missing: unknown = params['requiredProperties']
  return Array.isArray(missing) && missing.length > 0 ? missing.map((name) => `${place}.${name}`) : [place]
}
