import type { Work } from '../../engine/jobs/index.js';
import type { Reminder } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { membersOfRole, type StaffMember } from '../staff/index.js';
import { bringReminders } from './bring.js';
import type { ReminderDeps } from './deps.js';
import { handoverState } from './handover-state.js';
import { roleOfRung, stepsOf } from './ladder.js';
import { handoverOf } from './notice.js';
import { endReminders } from './review.js';
import { lockReminders } from './store.js';
import { planEscalation, type EscalateJob } from './timers.js';

/** The job's time is the database's: by this process's clock it may be a moment too early. */
const EARLY_MS = 5_000;

/**
 * Nobody has answered: those of the next rung are told, and who did not answer. It waits while somebody has put the
 * reminder off, and ends when it was answered, when a later notice took over or when there is nothing to remind of.
 */
export async function escalateReminder(
  work: Work,
  deps: ReminderDeps,
  chain: EscalateJob,
  correlationId: string,
): Promise<void> {
  const { bookingId, about, notice } = chain;
  const all = await lockReminders(work.tx, bookingId, about);
  const same = all.filter((one) => one.notice === notice);
  if (same.length === 0 || same.some((one) => one.acknowledgedAt !== null || one.endedAt !== null)) return;
  if (all.at(-1)?.notice !== notice) return;
  const { state, found } = await handoverState(work.tx, handoverOf(chain));
  if (state.is !== 'awaited' || found === null) return endReminders(work, deps, all, correlationId);

  const rung = Math.max(...same.map((one) => one.rung)) + 1;
  const at = timeOfRung(same, rung, deps);
  if (at === null) return;
  const now = deps.clock.now();
  if (at.getTime() - now.getTime() > EARLY_MS) return planEscalation(work, chain, at, correlationId);

  const next = await peopleAbove(work, same, rung, found.booking.branch, deps);
  if (next === null) return;
  await work.tx.reminder.createMany({
    data: next.people.map(({ telegramId }) => ({
      ...{ bookingId, about, notice, staffId: telegramId, rung: next.rung },
      createdAt: now,
      dueAt: now,
    })),
  });
  await audit(work.tx, {
    actor: null,
    action: 'reminder.escalated',
    subject: `booking:${bookingId}`,
    details: { about, notice, to: next.people.map((one) => String(one.telegramId)) },
  });
  const due = await work.tx.reminder.findMany({ where: { bookingId, about, notice, rung: next.rung } });
  await bringReminders(work, deps, due, { correlationId });
  const after = timeOfRung(same, next.rung + 1, deps);
  if (after !== null)
    await planEscalation(
      work,
      chain,
      after > now ? after : new Date(now.getTime() + EARLY_MS),
      correlationId,
    );
}

/** Null: there is no such rung. Somebody who put it off is given the first step's time after that. */
function timeOfRung(same: readonly Reminder[], rung: number, deps: ReminderDeps): Date | null {
  const steps = stepsOf(deps.company);
  const step = steps[rung - 1];
  const shown = same.filter((one) => one.rung === 0 && one.shownAt !== null);
  if (step === undefined || shown.length === 0) return null;
  const came = Math.max(...shown.map((one) => one.shownAt?.getTime() ?? 0));
  const putOff = Math.max(
    0,
    ...same.filter((one) => one.shownAt !== null).map((one) => one.dueAt?.getTime() ?? 0),
  );
  return new Date(Math.max(came + step, putOff === 0 ? 0 : putOff + (steps[0] ?? 0)));
}

/** Of the next rung on which there is anybody who was not told yet. */
async function peopleAbove(
  work: Work,
  same: readonly Reminder[],
  from: number,
  branch: string,
  deps: ReminderDeps,
): Promise<{ rung: number; people: StaffMember[] } | null> {
  const told = same.map((one) => one.staffId);
  for (let rung = from; rung <= stepsOf(deps.company).length; rung += 1) {
    const role = roleOfRung(rung);
    if (role === undefined) return null;
    const people = (await membersOfRole(work.tx, role, branch)).filter(
      (one) => !told.includes(one.telegramId),
    );
    if (people.length > 0) return { rung, people };
  }
  return null;
}
