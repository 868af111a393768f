import { randomBytes } from 'node:crypto';

/** A new media_group_id. */
export function newAlbumId(): string {
  return randomBytes(6).readUIntBE(0, 6).toString();
}
