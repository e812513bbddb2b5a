/**
 * The path of an address that the API gave: pictures and links are loaded from the page's own origin, under whatever
 * name it was opened, and the content security policy allows no other.
 */
export function pathOf(address: string): string {
  const url = new URL(address, 'http://page.invalid')
  return `${url.pathname}${url.search}`
}

/** The token at the end of a share link. */
export function shareToken(shareUrl: string): string {
  return decodeURIComponent(pathOf(shareUrl).split('/').at(-1) ?? '')
}
