import type { Agent, AgentView } from '../../domain/agents/index.js';
import type { Decision } from '../../domain/decisions/index.js';
import { branchDay, dayOf, isPlanPosted, planCard, type Day } from '../../domain/plan/index.js';

/**
 * Posts the plan of a branch's day in the morning and its report in the evening (product.md §7). What happens during the
 * day comes onto the card by a job of its own; every check of the bookings looks after it, too, because a handover
 * becomes late without anything happening.
 */
export const dailyPlanner: Agent = async (event, view) => {
  const { timezone } = view.company;
  switch (event.type) {
    case 'daily.plan.generate': {
      const { branch, slot, part } = event.payload;
      // A slot that is caught up in the night is still about its own day.
      const day = dayOf(new Date(slot), timezone);
      const plan = await postPlan(branch, day, view);
      return part === 'evening' ? [plan, { do: 'report', branch, date: day.date }] : [plan];
    }
    case 'check.bookings': {
      const { branch } = event.payload;
      const day = dayOf(view.clock.now(), timezone);
      return (await isPlanPosted(view.db, branch, day.date)) ? [await postPlan(branch, day, view)] : [];
    }
    default:
      return [];
  }
};

async function postPlan(branch: string, day: Day, view: AgentView): Promise<Decision> {
  const found = await branchDay(view.db, branch, day, view.clock.now());
  return { do: 'post', priority: 6, card: planCard(found, view) };
}
