import type { CompanyFacts } from '../company/index.js';
import type { StaffRole } from '../staff/index.js';

const MINUTE_MS = 60_000;

/** After how long a reminder that nobody answered goes a rung up, where the company file says nothing else. */
const usual = [10 * MINUTE_MS, 20 * MINUTE_MS];

/** Who is told on the first and the second rung above the employees, and on the third. */
const roles: readonly StaffRole[] = ['manager', 'head', 'admin'];

/** Milliseconds from the moment at which a reminder came until each rung above is told. */
export function stepsOf(company: Pick<CompanyFacts, 'escalation'>): readonly number[] {
  return (company.escalation?.reminders ?? usual).slice(0, roles.length);
}

/** Rung 0 is the employee's. */
export function roleOfRung(rung: number): StaffRole | undefined {
  return roles[rung - 1];
}
