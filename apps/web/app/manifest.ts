import type { MetadataRoute } from 'next'

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Mood DJ',
    short_name: 'Mood DJ',
    description: 'Music that starts where you are, then lifts.',
    start_url: '/dj',
    display: 'standalone',
    background_color: '#07070d',
    theme_color: '#07070d',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}
