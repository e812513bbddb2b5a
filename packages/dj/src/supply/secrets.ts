import { extname } from 'node:path'
import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'

/** Files that have no business in a repository, whatever is in them. */
const SECRET_FILES = /(^|\/)(\.env(\.(?!example$)[^/]*)?|id_(rsa|ed25519)|[^/]+\.(pem|key|p12|pfx|kdbx))$/
/** What sets one of our own secrets to more than a placeholder; the libraries' rules do not know these. */
const OWN_SECRETS =
  /\b(SPOTIFY_CLIENT_SECRET\s*[=:]\s*["']?[0-9a-f]{32}|SPOTIFY_TOKEN_KEYS\s*[=:]\s*["']?[\w-]+:[A-Za-z0-9+/]{43}=)/

/** What looks like a secret in a file, one sentence each, with the place and never the secret. */
export async function findSecrets(file: string, content: Buffer): Promise<string[]> {
  const found = SECRET_FILES.test(file) ? [`${file} is a file that holds secrets`] : []
  // A picture, a model: secrets are text.
  if (content.includes(0)) return found
  const text = content.toString('utf8')
  const rule = { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }
  const { messages } = await lintSource({
    source: { filePath: file, content: text, ext: extname(file), contentType: 'text' },
    options: { noPhysicFilePath: true, maskSecrets: true, config: { rules: [rule] } },
  })
  const own = OWN_SECRETS.exec(text)
  return [
    ...found,
    ...messages.map(({ loc, messageId }) => `${file}:${loc.start.line} holds a secret (${messageId})`),
    ...(own === null
      ? []
      : [`${file}:${text.slice(0, own.index).split('\n').length} sets a secret of Mood DJ`]),
  ]
}
