/** Hands something to the browser to keep as a file. */
export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken its own hold of the data by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
