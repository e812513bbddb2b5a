/** Named texts of one folder. */
export type SecretTexts = Readonly<Record<string, string>>

/** Where secrets are kept, in folders: files, or Secrets of a Kubernetes namespace. */
export interface SecretStore {
  /**
   * Makes the texts that are not there yet, and gives all that the folder holds then: what somebody else put there first stays.
   * @throws {PlainError} when they cannot be read or written
   */
  add(folder: string, makers: Readonly<Record<string, () => string>>): Promise<SecretTexts>
  /** Puts texts there that follow from other secrets, in place of what was there. */
  set(folder: string, texts: SecretTexts): Promise<void>
}
