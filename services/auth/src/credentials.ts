import { Type } from 'typebox'

const PASSWORD_LENGTH = { min: 8, max: 128 }
const EMAIL_MAX_LENGTH = 254
const DISPLAY_NAME_MAX_LENGTH = 60

// Control characters (PostgreSQL refuses NUL) and those that turn the direction of what stands around a name.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u
const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]]+$/u

/** An e-mail address as it is kept and compared: without surrounding space, in lower case. */
export function readEmail(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}

/** A password as it is hashed: the same however its characters were typed (NIST SP 800-63B, 5.1.1.2). */
export function readPassword(text: string): string {
  return text.normalize('NFKC')
}

/** A display name as it is kept. */
export function readDisplayName(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ')
}

/** An address that a person could have; only a message sent there could tell whether they do. */
export const EmailSchema = Type.Refine(
  Type.String(),
  (text) => {
    const email = readEmail(text)
    return email.length <= EMAIL_MAX_LENGTH && EMAIL.test(email) && !UNPRINTABLE.test(email)
  },
  () => `must be an e-mail address of at most ${EMAIL_MAX_LENGTH} characters`,
)

export const PasswordSchema = Type.Refine(
  Type.String(),
  (text) => {
    const length = countCharacters(readPassword(text))
    // Half a character has no UTF-8: all of them would be hashed as the same replacement.
    return text.isWellFormed() && length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max
  },
  () => `must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters`,
)

export const DisplayNameSchema = Type.Refine(
  Type.String(),
  (text) => {
    const name = readDisplayName(text)
    return name.length > 0 && countCharacters(name) <= DISPLAY_NAME_MAX_LENGTH && !UNPRINTABLE.test(name)
  },
  () => `must have 1 to ${DISPLAY_NAME_MAX_LENGTH} printable characters`,
)

/** Unicode code points: what people take for a character is one of them or more. */
function countCharacters(text: string): number {
  return Array.from(text).length
}

/** What registering takes. */
export const RegistrationSchema = Type.Object({
  email: EmailSchema,
  password: PasswordSchema,
  displayName: DisplayNameSchema,
})

/** An e-mail to look up: one that none can have is simply not known. */
const KnownEmailSchema = Type.Refine(
  Type.String({ maxLength: 1_000 }),
  (text) => !UNPRINTABLE.test(text.trim()),
  () => 'must not have control characters',
)
/** A password to compare. One of a length that none can have is simply wrong, but must not cost us a long hash. */
const KnownPasswordSchema = Type.String({ maxLength: 1_000 })

/** What logging in takes. */
export const LoginSchema = Type.Object({ email: KnownEmailSchema, password: KnownPasswordSchema })

/** What of a profile may be changed. */
export const ProfileSchema = Type.Object({ displayName: DisplayNameSchema })

/** What is asked of somebody signed in before something that a token alone must not do. */
export const CurrentPasswordSchema = Type.Object({ currentPassword: KnownPasswordSchema })

/** What changing a password takes. */
export const PasswordChangeSchema = Type.Object({
  currentPassword: KnownPasswordSchema,
  newPassword: PasswordSchema,
})

/** What coming back with a recovery code takes. */
export const RecoverySchema = Type.Object({
  email: KnownEmailSchema,
  code: Type.String({ maxLength: 100 }),
  newPassword: PasswordSchema,
})
