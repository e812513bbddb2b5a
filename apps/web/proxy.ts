import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from './features/settings/content-security-policy.ts'
import { readSettings } from './features/settings/settings.ts'

/** Gives every page its own nonce and the policy that names it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy({ nonce, gatewayUrl: readSettings().gatewayPublicUrl })
  const headers = new Headers(request.headers)
  // Next.js reads the nonce from the request's policy and sets it on the scripts it writes.
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

// Calls to the API stream through a route handler; static files carry no document. Only these folders, not all that begins like them:
// whatever else is not found is a page.
export const config = { matcher: ['/((?!v1/|_next/static/).*)'] }
