import { parseSchedule, type Schedule } from './expression.js';

/** So many are kept; what has not been asked for the longest goes first. */
const MOST = 2_000;

type Expression = Parameters<typeof parseSchedule>[0];

/** Reads each expression once: it is the same schedule for as long as its text is the same. */
export function createParsedSchedules(): (expression: Expression) => Schedule {
  const known = new Map<string, Schedule>();
  return (expression) => {
    const { kind, expr, timezone, anchor } = expression;
    const key = JSON.stringify([kind, expr, timezone, anchor]);
    const schedule = known.get(key) ?? parseSchedule(expression);
    known.delete(key);
    known.set(key, schedule);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return schedule;
  };
}
