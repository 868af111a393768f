import { z } from 'zod';
import { BranchlineEvent } from '../engine/events/index.js';
import { BranchlineError } from '../kernel/errors.js';
import type { Prisma } from '../platform/prisma/index.js';

/** An accepted event as the catalogue knows it. Throws `event.unknown` when it is neither stored nor of the catalogue. */
export async function loadEvent(tx: Prisma.TransactionClient, id: string | null): Promise<BranchlineEvent> {
  const row = id === null ? null : await tx.event.findUnique({ where: { id } });
  const parsed = BranchlineEvent.safeParse(row);
  if (!parsed.success)
    throw new BranchlineError('event.unknown', { retryable: false, message: z.prettifyError(parsed.error) });
  return parsed.data;
}
