import type { NextConfig } from 'next'
import { join } from 'node:path'

/** Headers that do not depend on the request; the content security policy does, and comes from proxy.ts. */
const fixedHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(self), microphone=(), geolocation=(self), payment=(), usb=(), display-capture=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // An image holds only the files that the page's server reads.
  ...(process.env['STANDALONE'] && {
    output: 'standalone' as const,
    outputFileTracingRoot: join(import.meta.dirname, '../..'),
  }),
  transpilePackages: ['@mooddj/shared', '@mooddj/engine', '@mooddj/card'],
  // `pnpm types` checks the types with the workspace's own compiler.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: '/((?!v1/).*)', headers: fixedHeaders }],
}

export default config
