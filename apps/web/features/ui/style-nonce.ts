declare global {
  /** Read by the library under Radix' dialogs that keeps the page from scrolling, for the style element it writes. */
  var __webpack_nonce__: string | undefined
}

// The page's policy refuses style elements without the nonce, which the browser keeps on the page's own scripts.
if ('document' in globalThis)
  globalThis.__webpack_nonce__ = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce

export {}
