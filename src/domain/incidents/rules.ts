import type { Incident } from '../../platform/prisma/index.js';

/** What was closed longer ago is history: what comes after it is a new incident. */
const REOPEN_MS = 7 * 24 * 3_600_000;

export function mayReopenAt(
  { state, resolvedAt }: Pick<Incident, 'state' | 'resolvedAt'>,
  now: Date,
): boolean {
  return state === 'resolved' && resolvedAt !== null && now.getTime() - resolvedAt.getTime() <= REOPEN_MS;
}

/** From then on it could still be opened again. */
export function closedLately(now: Date): Date {
  return new Date(now.getTime() - REOPEN_MS);
}
