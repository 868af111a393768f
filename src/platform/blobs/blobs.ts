/** Files by the hash of their content: the same photo is stored once, a stored one never changes. */
export interface Blobs {
  /** Stores the content and answers its SHA-256; storing it again changes nothing. */
  put(content: Uint8Array): Promise<string>;
  /** Throws when there is none. */
  get(hash: string): Promise<Uint8Array>;
}

/** Where a blob lies in its store. Throws for what is no hash: a name from outside leads nowhere else. */
export function pathOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash');
  return `${hash.slice(0, 2)}/${hash}`;
}
