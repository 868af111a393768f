import type { Prisma } from '../../platform/prisma/index.js';

export interface AuditRecord {
  /** Telegram id of the person; null for the program itself and for outside agents. */
  actor: bigint | null;
  /** The outside agent. */
  agentId?: string | null;
  action: string;
  subject: string;
  details?: Prisma.InputJsonObject;
}

/** Records who did what to what, in the transaction in which it is done. */
export async function audit(tx: Prisma.TransactionClient, entry: AuditRecord): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, details: entry.details ?? {} } });
}
