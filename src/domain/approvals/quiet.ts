import type { CompanyFacts } from '../company/index.js';
import { isQuiet, nextWake, type StaffMember } from '../staff/index.js';

/** When the person's quiet hours end; null while they are awake. */
export function wakesAt(member: StaffMember, now: Date, { timezone }: CompanyFacts): Date | null {
  return isQuiet(member, now, timezone) ? nextWake(member, now, timezone) : null;
}
