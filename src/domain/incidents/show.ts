import type { Work } from '../../engine/jobs/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { Incident, Prisma } from '../../platform/prisma/index.js';
import { planChanged } from '../plan/index.js';
import { incidentCards, type IncidentCardDeps } from './card.js';

/** What incidents need of the program. */
export interface IncidentDeps extends IncidentCardDeps {
  clock: Clock;
}

export type EntryKind =
  'opened' | 'escalated' | 'acknowledged' | 'comment' | 'closing' | 'refused' | 'resolved' | 'reopened';

/** What an approval and the audit log call an incident. */
export function incidentSubject(id: string): string {
  return `incident:${id}`;
}

/** The id of the incident that an approval is about; null when it is about something else. */
export function incidentOfSubject(subject: string): string | null {
  return /^incident:([0-9a-f-]{36})$/.exec(subject)?.[1] ?? null;
}

export async function addEntry(
  tx: Prisma.TransactionClient,
  entry: { incidentId: string; kind: EntryKind; actor: bigint | null; text?: string; at: Date },
): Promise<void> {
  await tx.incidentEntry.create({ data: entry });
}

/** These have a copy of the card in private from now on. The incident is new, or locked by the caller. */
export async function addTold(
  tx: Prisma.TransactionClient,
  id: string,
  people: readonly bigint[],
): Promise<void> {
  const { told } = await tx.incident.findUniqueOrThrow({ where: { id }, select: { told: true } });
  const added = people.filter((one) => !told.includes(one));
  if (added.length > 0) await tx.incident.update({ where: { id }, data: { told: [...told, ...added] } });
}

/** The incident, held until the end of the transaction: what is shown of it is shown in the order of its changes. */
export async function lockIncident(tx: Prisma.TransactionClient, id: string): Promise<Incident | null> {
  await tx.$queryRaw`select 1 from incidents where id = ${id}::uuid for update`;
  return tx.incident.findUnique({ where: { id } });
}

/** Posts the card and its copies as things stand now; `below`: whose copies are sent anew, below everything else. */
export async function showIncident(
  work: Work,
  deps: IncidentDeps,
  id: string,
  about: { correlationId: string; below?: readonly bigint[] },
): Promise<void> {
  const incident = await work.tx.incident.findUnique({ where: { id } });
  if (incident === null) return;
  await work.emit(...(await incidentCards(work.tx, incident, deps, { ...about, now: deps.clock.now() })));
  await planChanged(work, { branch: incident.branch, correlationId: about.correlationId });
}
