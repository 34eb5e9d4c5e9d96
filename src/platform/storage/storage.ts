// Where sealed photos lie: a store of ciphertext by name. It knows no child, no photo and no key.
export type Storage = {
  /** Returns once the bytes would survive a power cut; puts them in place of any earlier ones. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Undefined when nothing is there; any other trouble is thrown. */
  get(key: string): Promise<Buffer | undefined>
  /** Destroying what is not there is fine: jobs run twice. */
  destroy(key: string): Promise<void>
  /** Every key, in no order, for comparing with the database. */
  keys(): AsyncIterable<string>
}

/** Keys are made by us from ids; one that is not is a bug, and never reaches a path or a URL. */
export function assertStorageKey(key: string): void {
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(key) || key.length > 200) throw new TypeError(`not a storage key: ${JSON.stringify(key)}`)
}
