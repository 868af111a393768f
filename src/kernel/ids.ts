import { hash, randomBytes, randomUUID } from 'node:crypto';

/** What ties everything together that follows from one cause, from the webhook to the post: 64 bits in hex. */
export function newCorrelationId(): string {
  // Node keeps random bytes in stock for UUIDs, and asks the system for any others.
  const [first, , , , last] = randomUUID().split('-') as [string, string, string, string, string];
  return first + last.slice(0, 8);
}

/** An unguessable code for a link, 128 bits. */
export function newSecretCode(): string {
  return randomBytes(16).toString('base64url');
}

export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}
