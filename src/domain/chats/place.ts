import type { Prisma } from '../../platform/prisma/index.js';
import type { ChatDeps } from './deps.js';
import { phoneDigits } from './phone.js';

export interface KnownClient {
  id: number;
  name: string | null;
}

/** The client of RentProg to whom this phone belongs; null when it is nobody's, or several clients'. */
export async function clientOfLogin(
  tx: Prisma.TransactionClient,
  login: string | undefined,
): Promise<KnownClient | null> {
  const digits = login === undefined ? null : phoneDigits(login);
  if (digits === null) return null;
  const found = await tx.$queryRaw<KnownClient[]>`
    select id, name from clients where regexp_replace(phone, '[^0-9]', '', 'g') = ${digits} limit 2`;
  return found.length === 1 ? (found[0] ?? null) : null;
}

/**
 * The branch of a new chat: whose account of Umnico the client wrote to, otherwise where the client's booking is that is
 * nearest to now, otherwise the first one of the company.
 */
export async function branchOfChat(
  tx: Prisma.TransactionClient,
  { company, clock }: Pick<ChatDeps, 'company' | 'clock'>,
  { account, client }: { account: number | undefined; client: KnownClient | null },
): Promise<string> {
  const branches = Object.entries(company.branches);
  const owner = branches.find(
    ([, { umnicoAccounts }]) => account !== undefined && umnicoAccounts?.includes(account),
  );
  if (owner !== undefined) return owner[0];
  const keys = branches.map(([key]) => key);
  const booked = client === null ? null : await branchOfBooking(tx, client.id, keys, clock.now());
  return booked ?? keys[0] ?? '';
}

/** Of the booking that runs or comes next, otherwise of the last one. */
async function branchOfBooking(
  tx: Prisma.TransactionClient,
  clientId: number,
  branches: string[],
  now: Date,
): Promise<string | null> {
  const where = { clientId, deleted: false, branch: { in: branches } };
  const coming = await tx.booking.findFirst({
    where: { ...where, archived: false, returnedAt: null, endAt: { gt: now } },
    orderBy: [{ startAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
  });
  const nearest =
    coming ??
    (await tx.booking.findFirst({
      where,
      orderBy: [{ endAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    }));
  return nearest?.branch ?? null;
}
