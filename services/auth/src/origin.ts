/** The origins whose pages may use the refresh cookie: the page's own, and those named besides. */
export function allowedOrigins(config: { PUBLIC_URL: string; WEB_ORIGIN: string }): ReadonlySet<string> {
  const named = config.WEB_ORIGIN.split(',').map((text) => text.trim())
  return new Set(
    [config.PUBLIC_URL, ...named].filter((text) => text !== '').map((text) => new URL(text).origin),
  )
}
