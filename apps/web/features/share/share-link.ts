/** Copies a link; says whether the browser did. Without HTTPS, as on a local network, most do not. */
export async function copyLink(url: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(url)
    return true
  } catch {
    return false
  }
}

/** Opens the device's share sheet. Closing it is an answer; whatever else goes wrong there leaves the link to be copied. */
export async function sendLink(title: string, url: string): Promise<boolean> {
  try {
    await navigator.share({ title, url })
    return true
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError'
  }
}
