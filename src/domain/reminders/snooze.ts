import type { CompanyFacts } from '../company/index.js';
import { shiftStart, type StaffMember } from '../staff/index.js';

const snoozes = ['quarter', 'hour', 'tomorrow'] as const;
export type Snooze = (typeof snoozes)[number];

const MINUTE_MS = 60_000;

/** When a snoozed reminder comes again: in 15 minutes, in an hour, or when the person's next working day begins. */
export function snoozeEnd(
  snooze: Snooze,
  member: Pick<StaffMember, 'workingHours' | 'branches'>,
  now: Date,
  { timezone, branches }: Pick<CompanyFacts, 'timezone' | 'branches'>,
): Date {
  switch (snooze) {
    case 'quarter':
      return new Date(now.getTime() + 15 * MINUTE_MS);
    case 'hour':
      return new Date(now.getTime() + 60 * MINUTE_MS);
    case 'tomorrow':
      return shiftStart(member, now, timezone, branches);
  }
}

/**
 * Those that are offered: none that would end after the handover was to begin. One that is overdue cannot wait for
 * tomorrow.
 */
export function snoozesFor(
  member: Pick<StaffMember, 'workingHours' | 'branches'>,
  handoverAt: Date,
  now: Date,
  company: Pick<CompanyFacts, 'timezone' | 'branches'>,
): Snooze[] {
  if (handoverAt <= now) return ['quarter', 'hour'];
  return snoozes.filter((snooze) => snoozeEnd(snooze, member, now, company) < handoverAt);
}
