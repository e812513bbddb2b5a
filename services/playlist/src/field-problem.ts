/** A 400 that names fields of the body, as the schema's own problems do; for rules that span fields. */
export function fieldProblem(fields: readonly string[], message: string): Error {
  return Object.assign(new Error(message), {
    statusCode: 400,
    validationContext: 'body',
    validation: fields.map((field) => ({
      keyword: 'rule',
      instancePath: `/${field}`,
      schemaPath: '',
      message,
      params: {},
    })),
  })
}
