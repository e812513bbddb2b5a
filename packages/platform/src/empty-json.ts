import type { App } from './app.ts'

/**
 * Takes an empty body that calls itself JSON for none: calls like DELETE have no body, and many clients say `application/json` all the
 * same. Where a body is needed its schema still asks for one.
 */
export function tolerateEmptyJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else void parse(request, body.toString(), done)
  })
}
