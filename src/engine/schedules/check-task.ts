import { compilePipeline, type AnyTool, type Plan } from '../pipelines/index.js';
import { parseSchedule, type Schedule } from './expression.js';
import { faultsIn, faultsOfFields, invalidTask, type Fault } from './faults.js';
import { ScheduleKind, TaskFields } from './task.js';

export type Tools = ReadonlyMap<string, AnyTool>;

export interface CheckedTask {
  fields: TaskFields;
  schedule: Schedule;
  plan: Plan | undefined;
}

/**
 * Checks all that is said of a task: its fields, its schedule and, when given, its pipeline. Throws `task.invalid` with
 * every fault at once.
 */
export function checkTask(tools: Tools, given: Record<string, unknown>, payload: unknown): CheckedTask {
  const faults: Fault[] = [];
  const fields = TaskFields.safeParse(given);
  if (!fields.success) faults.push(...faultsOfFields(fields.error));
  const plan = payload === undefined ? undefined : planOf(tools, payload, faults);
  const expression = TaskFields.pick({
    scheduleKind: true,
    scheduleExpr: true,
    timezone: true,
    anchor: true,
  });
  const when = expression.strip().safeParse(given);
  const schedule = when.success ? scheduleOf(when.data, faults) : undefined;
  if (!fields.success || schedule === undefined || faults.length > 0) throw invalidTask(faults);
  return { fields: fields.data, schedule, plan };
}

/** Throws `task.invalid` with every fault of the pipeline. */
export function checkPayload(tools: Tools, payload: unknown): Plan {
  const faults: Fault[] = [];
  const plan = planOf(tools, payload, faults);
  if (plan === undefined) throw invalidTask(faults);
  return plan;
}

function planOf(tools: Tools, payload: unknown, faults: Fault[]): Plan | undefined {
  try {
    return compilePipeline(payload, tools);
  } catch (error) {
    const found = faultsIn(error, 'pipeline.invalid');
    if (found === undefined) throw error;
    faults.push(
      ...found.map(({ path, message }) => ({ path: path === '' ? 'payload' : `payload.${path}`, message })),
    );
    return undefined;
  }
}

function scheduleOf(
  fields: Pick<TaskFields, 'scheduleKind' | 'scheduleExpr' | 'timezone' | 'anchor'>,
  faults: Fault[],
): Schedule | undefined {
  try {
    return parseSchedule(expressionOf(fields));
  } catch (error) {
    const found = faultsIn(error, 'schedule.invalid');
    if (found === undefined) throw error;
    faults.push(...found);
    return undefined;
  }
}

/** What the expression is read from. */
export function expressionOf(
  fields: Pick<TaskFields, 'scheduleExpr' | 'timezone' | 'anchor'> & { scheduleKind: string },
): Parameters<typeof parseSchedule>[0] {
  return {
    kind: ScheduleKind.parse(fields.scheduleKind),
    expr: fields.scheduleExpr,
    timezone: fields.timezone,
    anchor: fields.anchor,
  };
}
