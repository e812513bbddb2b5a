/** What the server takes for a new password, in characters. */
export const PASSWORD_LENGTH = { minLength: 8, maxLength: 128 } as const
