import { TokenInvalid } from '@mooddj/platform/authentication'
import type { AccountStore } from './account-store.ts'
import type { Passwords } from './passwords.ts'
import { PasswordNone, PasswordWrong } from './problems.ts'
import type { Throttle } from './throttle.ts'

/**
 * Asks for an account's password once more, before something that a token alone must not do. Gives the hash that it was verified against.
 * @throws PASSWORD_WRONG, PASSWORD_NONE of a guest, TOKEN_INVALID when the account is gone, TOO_MANY_ATTEMPTS
 */
export type RequirePassword = (accountId: string, password: string) => Promise<string>

export function createRequirePassword({
  accounts,
  passwords,
  throttle,
}: {
  accounts: AccountStore
  passwords: Passwords
  throttle: Throttle
}): RequirePassword {
  return async (accountId, password) => {
    const account = await accounts.find(accountId)
    if (account === undefined) throw TokenInvalid()
    if (account.passwordHash === null) throw PasswordNone()
    await throttle.password(accountId)
    if (!(await passwords.verify(account.passwordHash, password))) throw PasswordWrong()
    await throttle.passwordGiven(accountId)
    return account.passwordHash
  }
}
