import { createHash, randomBytes } from 'node:crypto';

/** What ties everything together that follows from one cause, from the webhook to the post. */
export function newCorrelationId(): string {
  return randomBytes(8).toString('hex');
}

/** An unguessable code for a link, 128 bits. */
export function newSecretCode(): string {
  return randomBytes(16).toString('base64url');
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
