import type { Work } from '../../engine/jobs/index.js';
import { shorten } from '../../kernel/html.js';
import type { Approval, Incident, Prisma } from '../../platform/prisma/index.js';
import { emitApprovalRequest, withdrawRequest } from '../approvals/index.js';
import { audit } from '../audit/index.js';
import { may, type Person } from '../staff/index.js';
import { enqueueEscalation } from './escalate.js';
import { mayReopenAt } from './rules.js';
import {
  addEntry,
  incidentOfSubject,
  incidentSubject,
  lockIncident,
  showIncident,
  type EntryKind,
  type IncidentDeps,
} from './show.js';

const WORDS_LIMIT = 1_000;

/** What a person does with an incident. In which branch they may is checked by the caller. */
export interface Doing {
  id: string;
  by: Person;
  correlationId: string;
}

export interface Done {
  /** `not_now`: somebody was first; `incident` says what became of it. */
  outcome: 'done' | 'asked' | 'not_now' | 'asked_before' | 'say_first' | 'too_late';
  incident: Incident;
}

/** Takes it on: it is not escalated any more. Null: there is no such incident. */
export function acknowledgeIncident(work: Work, deps: IncidentDeps, doing: Doing): Promise<Done | null> {
  return withIncident(work, deps, doing, async (incident, now) => {
    if (incident.state !== 'open') return 'not_now';
    await take(work.tx, incident, doing.by.telegramId, now);
    await note(work.tx, doing, 'acknowledged', now);
    return 'done';
  });
}

/** Adds a line to its timeline. */
export function commentIncident(
  work: Work,
  deps: IncidentDeps,
  doing: Doing & { text: string },
): Promise<Done | null> {
  return withIncident(work, deps, doing, async (incident, now) => {
    if (incident.state === 'resolved') return 'not_now';
    await note(work.tx, doing, 'comment', now, doing.text);
    return 'done';
  });
}

/**
 * Closes it: at once by who may close here, otherwise a manager is asked to confirm (`asked`). `text` says what was done;
 * without it the person's last comment does, and when there is none they are to say it first.
 */
export function resolveIncident(
  work: Work,
  deps: IncidentDeps,
  doing: Doing & { text?: string },
): Promise<Done | null> {
  return withIncident(work, deps, doing, async (incident, now) => {
    const { by, text, correlationId } = doing;
    const subject = incidentSubject(incident.id);
    if (incident.state === 'resolved') return 'not_now';
    if (may(by, 'incident.resolve', incident.branch)) {
      if (text !== undefined) await note(work.tx, doing, 'comment', now, text);
      await withdrawRequest(work, deps, { subject, actor: by.telegramId, correlationId });
      await close(work.tx, incident.id, by.telegramId, now);
      await note(work.tx, doing, 'resolved', now);
      return 'done';
    }
    const pending = await work.tx.approval.count({ where: { subject, state: 'pending' } });
    if (pending > 0) return 'asked_before';
    const reason = text ?? (await lastCommentOf(work.tx, incident.id, by.telegramId));
    if (reason === null) return 'say_first';
    if (incident.state === 'open') await take(work.tx, incident, by.telegramId, now);
    await note(work.tx, doing, 'closing', now, reason);
    await emitApprovalRequest(work, deps, {
      ...{ kind: 'incident_close', branch: incident.branch, subject, reason, correlationId },
      carId: incident.carId ?? undefined,
      bookingId: incident.bookingId ?? undefined,
      requestedBy: by.telegramId,
    });
    return 'asked';
  });
}

/** Opens it again within seven days after it was closed; it is escalated anew. */
export function reopenIncident(work: Work, deps: IncidentDeps, doing: Doing): Promise<Done | null> {
  return withIncident(work, deps, doing, async (incident, now) => {
    if (incident.state !== 'resolved') return 'not_now';
    if (!mayReopenAt(incident, now)) return 'too_late';
    const open = await work.tx.incident.update({
      where: { id: incident.id },
      data: {
        state: 'open',
        round: { increment: 1 },
        ...{ acknowledgedBy: null, acknowledgedAt: null, resolvedBy: null, resolvedAt: null },
      },
    });
    await note(work.tx, doing, 'reopened', now);
    await enqueueEscalation(work, deps, open, doing.correlationId);
    return 'done';
  });
}

/** A manager decided on closing it, or nobody did in time. Nothing for approvals about something else. */
export async function afterClosingDecided(
  work: Work,
  deps: IncidentDeps,
  approval: Approval,
  correlationId: string,
): Promise<void> {
  const id = incidentOfSubject(approval.subject);
  const incident = id === null ? null : await lockIncident(work.tx, id);
  if (incident === null || incident.state === 'resolved') return;
  const now = deps.clock.now();
  const { decidedBy } = approval;
  if (approval.state === 'approved' && decidedBy !== null) await close(work.tx, incident.id, decidedBy, now);
  const approved = approval.state === 'approved';
  const action = approved ? 'resolved' : 'refused';
  await addEntry(work.tx, { incidentId: incident.id, kind: action, actor: decidedBy, at: now });
  if (approved)
    await audit(work.tx, {
      actor: decidedBy,
      action: 'incident.resolved',
      subject: incidentSubject(incident.id),
      details: { approval: approval.id },
    });
  await showIncident(work, deps, incident.id, { correlationId });
}

/** Holds the incident while it is changed; its card shows what became of it, also to who came too late. */
async function withIncident(
  work: Work,
  deps: IncidentDeps,
  doing: Doing,
  change: (incident: Incident, now: Date) => Promise<Done['outcome']>,
): Promise<Done | null> {
  const incident = await lockIncident(work.tx, doing.id);
  if (incident === null) return null;
  const outcome = await change(incident, deps.clock.now());
  await showIncident(work, deps, doing.id, doing);
  return { outcome, incident: await work.tx.incident.findUniqueOrThrow({ where: { id: doing.id } }) };
}

async function take(tx: Prisma.TransactionClient, { id }: Incident, by: bigint, now: Date): Promise<void> {
  await tx.incident.update({
    where: { id },
    data: { state: 'acknowledged', acknowledgedBy: by, acknowledgedAt: now },
  });
}

async function close(tx: Prisma.TransactionClient, id: string, by: bigint, now: Date): Promise<void> {
  await tx.incident.update({
    where: { id },
    data: { state: 'resolved', resolvedBy: by, resolvedAt: now },
  });
}

async function note(
  tx: Prisma.TransactionClient,
  { id, by }: Doing,
  kind: EntryKind,
  at: Date,
  words?: string,
): Promise<void> {
  const text = words === undefined ? undefined : shorten(words.trim(), WORDS_LIMIT);
  await addEntry(tx, { incidentId: id, kind, actor: by.telegramId, text, at });
  await audit(tx, {
    actor: by.telegramId,
    action: `incident.${kind}`,
    subject: incidentSubject(id),
    ...(text !== undefined && { details: { text } }),
  });
}

async function lastCommentOf(
  tx: Prisma.TransactionClient,
  incidentId: string,
  actor: bigint,
): Promise<string | null> {
  const comment = await tx.incidentEntry.findFirst({
    where: { incidentId, actor, kind: 'comment' },
    orderBy: { id: 'desc' },
  });
  return comment?.text ?? null;
}
