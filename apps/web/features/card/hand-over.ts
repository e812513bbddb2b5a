import { problemOf } from '../api/api-problem.ts'

/** The card's picture, as JPEG or as PNG. Rejects with an `ApiProblem`. */
async function fetchPicture(path: string, type: 'image/jpeg' | 'image/png'): Promise<Blob> {
  const response = await fetch(path, { headers: { accept: type } })
  if (!response.ok) throw await problemOf(response)
  return response.blob()
}

/** Hands the card to the device's share sheet: the picture where it takes files, else its address. */
export async function shareCard(path: string, title: string): Promise<void> {
  const picture = await fetchPicture(path, 'image/jpeg')
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

/** Saves the card as PNG: a link alone cannot ask for that. */
export async function savePng(path: string): Promise<void> {
  const address = URL.createObjectURL(await fetchPicture(path, 'image/png'))
  const link = document.createElement('a')
  link.href = address
  link.download = 'vibe-card.png'
  link.click()
  // The browser has taken what it needs by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
