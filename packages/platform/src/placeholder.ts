/** Passwords shorter than this are guessed. Those that setup makes have 48 characters. */
const PASSWORD_MIN_LENGTH = 12
/** A text of fewer different characters is a row of one key or two. */
const DISTINCT_MIN = 5

/** What stands in examples, manuals and images where a secret belongs. A text made of nothing else is no secret, whatever digits are in it. */
const WORDS = (
  'a an and the this that it is be to in of on at with for by or not no me my mine your yours our us you here now later ' +
  'please must should will change changed changeme replace replaced replaceme set put insert enter fill edit update fix fixme todo tbd ' +
  'real own new old some any one value values text string thing something anything nothing none null undefined empty blank ' +
  'secret secrets password passwords passwd passphrase pass pwd pw word key keys token tokens credential credentials cred auth ' +
  'api app client server service host public private signing signed id user username name login account owner ' +
  'example examples sample samples placeholder dummy fake mock demo test tests testing tester temp tmp default defaults ' +
  'foo bar baz qux foobar lorem ipsum hello world welcome letmein iloveyou monkey dragon master qwerty qwertz asdf asdfgh zxcvbn abc abcd abcdef xyz ' +
  'admin administrator root superuser super guest sysadmin toor dev develop development developer prod production stage staging local localhost ' +
  'postgres postgresql pg psql sql db database redis cache nats jetstream grafana kubernetes docker compose mooddj mood dj ' +
  'gateway inference playlist snapshot spotify monitor web ' +
  'insecure unsafe weak strong secure long short random randomly generated generate very really before after use using do dont deploy deploying'
).split(' ')
const KNOWN: ReadonlySet<string> = new Set(WORDS)
const LONGEST_WORD = Math.max(...WORDS.map(({ length }) => length))

/** How letters are dressed up as digits and signs. */
const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Brackets that ask to be filled in: `<password>`, `${PASSWORD}`, `{{ password }}`, `%PASSWORD%`, `[password]`. */
const TEMPLATE = /^(<.*>|\$\{.*\}|\$\(.*\)|\{\{.*\}\}|%[A-Za-z_]+%|\[.*\]|__.*__)$/s
/** `your-database-password`: says whose it is, not what it is. */
const POSSESSIVE = /^your[-_. ]/i

const SECRET_NAME = /(^|_)(SECRET|KEYS?|TOKENS?|PASSWORD|CLIENT_ID)$/

/** What is wrong with a setting as far as secrets go; undefined when nothing is. The value is never quoted. */
export function findSecretFault(name: string, value: string): string | undefined {
  if (value.includes('://')) return findUrlFault(value)
  if (!SECRET_NAME.test(name)) return undefined
  // A list of keys names each before a colon.
  const secrets = value.split(',').map((each) => each.slice(each.indexOf(':') + 1))
  return secrets.some((secret) => secret.trim() !== '' && isPlaceholder(secret))
    ? 'is a placeholder'
    : undefined
}

/**
 * What is wrong with the password inside a URL: undefined when nothing is, or when there is none, for a server may know its clients by
 * their certificates or their network. Looks at `user:password@` and at the query's `password`, which the drivers take as well.
 */
function findUrlFault(url: string): string | undefined {
  const given = passwordsIn(url)
  if (given.some((password) => password !== '' && isPlaceholder(password)))
    return 'has a placeholder for its password'
  if (given.includes('')) return 'has an empty password'
  if (given.some(({ length }) => length < PASSWORD_MIN_LENGTH))
    return `has a password of less than ${PASSWORD_MIN_LENGTH} characters`
  return undefined
}

/** Whether a text holds the place of a secret: an example, a default or a row of keys, which anybody would try. */
function isPlaceholder(text: string): boolean {
  const secret = text.trim()
  if (secret === '' || TEMPLATE.test(secret) || POSSESSIVE.test(secret)) return true
  if (new Set(secret.toLowerCase()).size < DISTINCT_MIN) return true
  // What is added at the end to please a rule (1, 123, 2024!) dresses up nothing.
  const core = undisguised(secret.replace(/[^\p{L}]+$/u, ''))
  return [secret, core, core.replaceAll('i', 'l')].some(isOfKnownWords)
}

function passwordsIn(url: string): string[] {
  // As it is written: a parsed URL no longer tells an empty password from none.
  const [, authority = '', query = ''] = /^[^:]+:\/\/([^/?#]*)[^?#]*(?:\?([^#]*))?/.exec(url) ?? []
  const credentials = authority.slice(0, Math.max(0, authority.lastIndexOf('@')))
  const colon = credentials.indexOf(':')
  const inQuery = [...new URLSearchParams(query)].filter(([name]) => name.toLowerCase() === 'password')
  return [
    ...(colon < 0 ? [] : [unescaped(credentials.slice(colon + 1))]),
    ...inQuery.map(([, value]) => value),
  ]
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign stands for itself.
    return text
  }
}

function undisguised(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => DISGUISES[sign] ?? sign)
}

/** Whether the letters of a text, taken piece by piece between its other signs, are known words and nothing else. */
function isOfKnownWords(text: string): boolean {
  const pieces = text.toLowerCase().match(/\p{L}+/gu) ?? []
  // Without a letter: a row of digits such as a keyboard or a calendar gives; a random one that long has every digit in no order.
  if (pieces.length === 0) return text.length < 20 || isAscending(text)
  return pieces.every(isKnownInPieces)
}

function isKnownInPieces(piece: string): boolean {
  const isReached = new Set([0])
  for (let from = 0; from < piece.length; from += 1) {
    if (!isReached.has(from)) continue
    for (let to = from + 1; to <= Math.min(piece.length, from + LONGEST_WORD); to += 1)
      if (KNOWN.has(piece.slice(from, to))) isReached.add(to)
  }
  return isReached.has(piece.length)
}

function isAscending(digits: string): boolean {
  return '01234567890123456789012345678901234567890'.includes(digits)
}
