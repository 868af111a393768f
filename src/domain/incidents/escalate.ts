import type { Work } from '../../engine/jobs/index.js';
import type { Incident } from '../../platform/prisma/index.js';
import { rungsAbove, wakesAt } from '../approvals/index.js';
import { audit } from '../audit/index.js';
import { membersOfRole, type StaffRole } from '../staff/index.js';
import { kindOfIncident } from './kinds.js';
import { addEntry, addTold, incidentSubject, lockIncident, showIncident, type IncidentDeps } from './show.js';

/** Tells those above of an incident that nobody has taken on. */
export const ESCALATE_INCIDENT = 'incident.escalate';
/** Gives one person a copy of the card in private, once their quiet hours are over. */
export const TELL_OF_INCIDENT = 'incident.tell';

/** The jobs that escalate it while it is open; also when it is opened again. */
export async function enqueueEscalation(
  work: Work,
  deps: IncidentDeps,
  { id, round }: Pick<Incident, 'id' | 'round'>,
  correlationId: string,
): Promise<void> {
  const rungs = rungsAbove('staff', 'incidents', deps.company, deps.clock.now());
  await work.enqueue(
    ...rungs.map(({ role, at }) => ({
      kind: ESCALATE_INCIDENT,
      payload: { incidentId: id, role, round },
      runAt: at,
      correlationId,
      priority: 3,
    })),
  );
}

/**
 * Nobody has taken it on: those of the next rung get the card in private. Whose quiet hours it is get it after them,
 * unless it is urgent. Nothing when somebody has, or when it was closed and opened again since.
 */
export async function escalateIncident(
  work: Work,
  deps: IncidentDeps,
  due: { id: string; role: StaffRole; round: number; correlationId: string },
): Promise<void> {
  const { id, correlationId } = due;
  const incident = await lockIncident(work.tx, id);
  if (incident?.state !== 'open' || incident.round !== due.round) return;
  const now = deps.clock.now();
  const members = await membersOfRole(work.tx, due.role, incident.branch);
  // Where there are none of that role the admins are told.
  const role = members[0]?.role ?? due.role;
  await addEntry(work.tx, { incidentId: id, kind: 'escalated', actor: null, text: role, at: now });
  await audit(work.tx, {
    actor: null,
    action: 'incident.escalated',
    subject: incidentSubject(id),
    details: { role, told: members.map((one) => String(one.telegramId)) },
  });
  const { urgent } = kindOfIncident(incident);
  const below: bigint[] = [];
  for (const member of members) {
    const wakes = urgent ? null : wakesAt(member, now, deps.company);
    if (wakes === null) below.push(member.telegramId);
    else
      await work.enqueue({
        kind: TELL_OF_INCIDENT,
        payload: { incidentId: id, staffId: String(member.telegramId), round: due.round },
        runAt: wakes,
        correlationId,
      });
  }
  await addTold(work.tx, id, below);
  await showIncident(work, deps, id, { correlationId, below });
}

/** The person gets the card in private, below everything else. Whether they may see it is checked by the caller. */
export async function tellOfIncident(
  work: Work,
  deps: IncidentDeps,
  told: { id: string; person: bigint; correlationId: string },
): Promise<Incident | null> {
  const { id, person, correlationId } = told;
  const incident = await lockIncident(work.tx, id);
  if (incident === null) return null;
  await addTold(work.tx, id, [person]);
  await showIncident(work, deps, id, { correlationId, below: [person] });
  return incident;
}
