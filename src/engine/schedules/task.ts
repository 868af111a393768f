import { z } from 'zod';
import type { Task } from '../../platform/prisma/index.js';

export const ScheduleKind = z.enum(['cron', 'rrule', 'once', 'event']);
export type ScheduleKind = z.infer<typeof ScheduleKind>;

export const CatchUp = z.enum(['skip', 'one', 'all']);
export type CatchUp = z.infer<typeof CatchUp>;

export const Overlap = z.enum(['allow', 'queue', 'skip', 'cancel_old']);
export type Overlap = z.infer<typeof Overlap>;

const key = z.string().min(1).max(200);
/** The day that stands for every year may be the 29th of February. */
const EXCLUDED_DATE = /^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** What whoever makes or changes a task may say about it, besides its pipeline. */
export const TaskFields = z.strictObject({
  title: z.string().trim().min(1).max(200),
  description: z.string().max(10_000),
  branch: z.string().min(1).nullable(),
  scheduleKind: ScheduleKind,
  scheduleExpr: z.string().trim().min(1).max(10_000),
  /** IANA name. */
  timezone: z.string().min(1).max(100),
  /** Wall time in `timezone`, without offset, at which a rule without a DTSTART begins. */
  anchor: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'is a local time such as 2026-03-29T09:00:00'),
  priority: z.int().min(1).max(9),
  dedupeKey: key.nullable(),
  dedupeWindowSeconds: z.int().min(1).max(31_536_000).nullable(),
  maxRetries: z.int().min(0).max(20),
  backoffStrategy: z.enum(['exponential_jitter', 'linear', 'fixed']),
  concurrencyKey: key.nullable(),
  catchUp: CatchUp,
  catchUpSeconds: z.int().min(0).max(2_592_000),
  overlap: Overlap,
  exclude: z
    .array(z.string().regex(EXCLUDED_DATE, 'is a date such as 2026-01-07, or 01-07 for every year'))
    .max(400),
  jitterSeconds: z.int().min(0).max(86_400),
});
export type TaskFields = z.infer<typeof TaskFields>;

export const TASK_DEFAULTS = {
  description: '',
  branch: null,
  priority: 5,
  dedupeKey: null,
  dedupeWindowSeconds: null,
  maxRetries: 3,
  backoffStrategy: 'exponential_jitter',
  concurrencyKey: null,
  catchUp: 'one',
  catchUpSeconds: 86_400,
  overlap: 'queue',
  exclude: [],
  jitterSeconds: 0,
} as const satisfies Partial<TaskFields>;

/** The fields of a stored task that may be changed. */
export function fieldsOf(task: Task): Record<keyof TaskFields, unknown> {
  const names = Object.keys(TaskFields.shape) as (keyof TaskFields)[];
  return Object.fromEntries(names.map((name) => [name, task[name]])) as Record<keyof TaskFields, unknown>;
}
