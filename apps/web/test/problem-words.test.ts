import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { messagesOf } from '../features/language/messages.ts'

const root = join(import.meta.dirname, '../../..')

/** Where a problem is named in a source: each way once. */
const NAMINGS = [
  /(?:defineProblem(?:<[^>]*>)?|createProblem|ownProblem)\(\s*'([A-Z][A-Z0-9_]+)'/g,
  /\bcode: '([A-Z][A-Z0-9]*_[A-Z0-9_]+)'/g,
  // What a framework's own errors are called here.
  /\bFST_\w+: '([A-Z][A-Z0-9_]+)'/g,
]

/** Every code that a server of ours, or the page, can answer with. */
function codesInSources(): Set<string> {
  const folders = ['services/*/src', 'packages/{platform,dj}/src', 'apps/web/features']
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))
  const codes = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return NAMINGS.flatMap((naming) => [...text.matchAll(naming)].map(([, code = '']) => code))
  })
  return new Set(codes)
}

test('every problem that a listener can meet has Arabic words', () => {
  const codes = codesInSources()
  // Some of each kind: the search finds what is there.
  for (const code of [
    'LOGIN_WRONG',
    'BODY_TOO_LARGE',
    'REQUEST_INVALID',
    'CAMERA_DENIED',
    'HOUSE_FULL',
    'HOUSE_AWAY',
  ])
    assert.ok(codes.has(code), code)
  const arabic: Readonly<Record<string, { title: string; detail: string }>> = messagesOf('ar').problems
  const missing = [...codes].filter((code) => !Object.hasOwn(arabic, code))
  assert.deepEqual(missing, [])
  const gone = Object.keys(arabic).filter((code) => !codes.has(code))
  assert.deepEqual(gone, [], 'words for problems that nobody answers with any more')
})

test('Arabic words of a problem are Arabic, both of them', () => {
  for (const [code, { title, detail }] of Object.entries(messagesOf('ar').problems)) {
    for (const words of [title, detail]) {
      const letters = words.replaceAll(/Spotify|https|JPEG|PNG|WebP/g, '')
      assert.match(letters, /\p{Script=Arabic}/u, code)
      assert.doesNotMatch(letters, /\p{Script=Latin}/u, code)
    }
  }
})
