import type { Prisma } from '../../platform/prisma/index.js';

/** Records who did what to what, in the transaction in which it is done. `actor` null: the program itself. */
export async function audit(
  tx: Prisma.TransactionClient,
  entry: { actor: bigint | null; action: string; subject: string; details?: Prisma.InputJsonObject },
): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, details: entry.details ?? {} } });
}
