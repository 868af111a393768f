import { randomBytes } from 'node:crypto';
import { sha256 } from '../kernel/ids.js';

/** The prefix lets people and secret scanners see what it is. */
const PREFIX = 'bl_';
const TOKEN_BYTES = 32;

/** 256 random bits. The token is shown once; what is stored is its hash. */
export function newToken(): { token: string; hash: string } {
  const token = PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: sha256(token) };
}
