import type { AgentView } from '../../domain/agents/index.js';
import type { Decision } from '../../domain/decisions/index.js';
import { localDate } from '../../domain/reminders/index.js';
import { shiftStart, staffOf } from '../../domain/staff/index.js';

/** No branch has more people. */
const MANY = 500;

/** Everybody of the branch is told of their day when it begins for them: today, or tomorrow when it has begun. */
export async function digests(branch: string, { db, company, clock }: AgentView): Promise<Decision[]> {
  const { timezone, branches } = company;
  const { people } = await staffOf(db, branch, { skip: 0, take: MANY });
  return people.map((person) => {
    const at = shiftStart(person, clock.now(), timezone, branches);
    return {
      do: 'digest',
      staffId: String(person.telegramId),
      day: localDate(at, timezone),
      at: at.toISOString(),
    };
  });
}
