const SCRUBBED = '[…]'
/** An error's words may quote whatever a stranger sent. */
const LONGEST = 4_096

/** What must be in no log, wherever a library quotes it. Every repetition is bounded, so that no text takes long to look through. */
const PRIVATE: readonly [what: RegExp, instead: string][] = [
  // JSON web tokens, of which the first part is always an object's.
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, SCRUBBED],
  [/\b(Bearer|Basic) {1,4}[\w.~+/-]+=*/gi, `$1 ${SCRUBBED}`],
  // Who signs in to a server, in its address.
  [/\b(\w{1,16}:\/\/)[^\s/@]{0,512}@/g, `$1${SCRUBBED}@`],
  // What stands in an address behind the question mark: tickets, codes, places, e-mails.
  [/\?(?=[\w%.[\]-]{1,64}=)[^\s"'<>)]+/g, `?${SCRUBBED}`],
  [
    /\b(ticket|token|secret|password|cookie|authorization)(["']?[=:] {0,4}["']?)[^\s"',;&)]+/gi,
    `$1$2${SCRUBBED}`,
  ],
  // PostgreSQL quotes the row: Key (email)=(ada@example.org) already exists.
  [/\bKey \(([^)\n]{0,256})\)=\(.{0,2000}?\)(?= |$)/gm, `Key ($1)=(${SCRUBBED})`],
  [/[^\s@"'(<=:/?&,;]{1,64}(?:@|%40)[\w.-]{1,255}\.[a-z]{2,24}/gi, SCRUBBED],
]

/** A text without e-mails, tokens, passwords, and what stands in addresses behind the question mark; its first 4,096 characters. */
export function scrub(text: string): string {
  return PRIVATE.reduce(
    (scrubbed, [what, instead]) => scrubbed.replaceAll(what, instead),
    text.slice(0, LONGEST),
  )
}
