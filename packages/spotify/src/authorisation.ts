import { createHash, randomBytes } from 'node:crypto'
import { SPOTIFY_SCOPES } from './scopes.ts'

/** What proves to Spotify that whoever changes a code for tokens is whoever asked for it (RFC 7636). */
export interface ProofKey {
  /** Kept, and shown with the code: 43 characters, 256 random bits. */
  verifier: string
  /** Shown at the beginning: SHA-256 of the verifier, base64url. */
  challenge: string
}

export function createProofKey(): ProofKey {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** Where a listener allows Mood DJ to use their Spotify account. The library's own URL has no PKCE and encodes nothing. */
export function authoriseUrl(
  accountsUrl: string,
  {
    clientId,
    redirectUri,
    state,
    challenge,
  }: { clientId: string; redirectUri: string; state: string; challenge: string },
): string {
  const url = new URL(`${accountsUrl.replace(/\/$/, '')}/authorize`)
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    scope: SPOTIFY_SCOPES.join(' '),
    code_challenge_method: 'S256',
    code_challenge: challenge,
  }).toString()
  return url.href
}
