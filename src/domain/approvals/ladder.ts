import type { CompanyFacts } from '../company/index.js';
import { staffRoles, type StaffRole } from '../staff/index.js';

const MINUTE_MS = 60_000;

/** After how long what nobody answered goes a rung up, where the company file says nothing else. */
const standard = {
  approvals: [15 * MINUTE_MS, 60 * MINUTE_MS],
  incidents: [30 * MINUTE_MS, 120 * MINUTE_MS],
} as const;

export interface Rung {
  /** From 0. */
  index: number;
  /** Who is told then. */
  role: StaffRole;
  at: Date;
}

/**
 * The rungs above those who are asked first (staff, manager, head, admin), one for each time of the company file;
 * times that lead beyond the admins are not used.
 */
export function rungsAbove(
  asked: StaffRole,
  what: 'approvals' | 'incidents',
  company: Pick<CompanyFacts, 'escalation'>,
  from: Date,
): Rung[] {
  const above = staffRoles.slice(staffRoles.indexOf(asked) + 1);
  const delays = company.escalation?.[what] ?? standard[what];
  return delays.flatMap((delay, index) => {
    const role = above[index];
    return role === undefined ? [] : [{ index, role, at: new Date(from.getTime() + delay) }];
  });
}
