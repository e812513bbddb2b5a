import type { MetadataRoute } from 'next'

/** What a system needs to know to install the page beside its own programs (W3C, Web Application Manifest). */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    scope: '/',
    start_url: '/dj',
    name: 'Mood DJ',
    short_name: 'Mood DJ',
    description: 'Music that starts where you are, then lifts.',
    lang: 'en',
    dir: 'ltr',
    categories: ['music', 'entertainment'],
    display: 'standalone',
    background_color: '#07070d',
    theme_color: '#07070d',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: 'DJ', url: '/dj' },
      { name: 'Library', url: '/library' },
    ],
  }
}
