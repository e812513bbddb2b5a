/** Hands the card to the device's share sheet: the picture where it takes files, else its address. */
export async function shareCard(path: string, title: string): Promise<void> {
  const picture = await (await fetch(path)).blob()
  const file = new File([picture], 'vibe-card.jpg', { type: picture.type })
  const withFile = { title, files: [file] }
  try {
    await navigator.share(
      navigator.canShare(withFile) ? withFile : { title, url: new URL(path, location.href).href },
    )
  } catch (error) {
    // Closing the share sheet is an answer, not a failure.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}
