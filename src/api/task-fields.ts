import type { TaskFields } from '../engine/schedules/index.js';
import { badRequest } from './fault.js';
import type { TaskChangeBody } from './task-schema.js';

/** What a body says of a task, as the engine takes it; null takes away what a task need not have. */
export function fieldsOfBody(body: TaskChangeBody): Partial<TaskFields> {
  const needed = {
    title: body.title,
    description: body.description,
    scheduleKind: body.schedule_kind,
    scheduleExpr: body.schedule_expr ?? body.topic,
    timezone: body.timezone,
    anchor: typeof body.dtstart === 'string' ? wholeSeconds(body.dtstart) : undefined,
    priority: body.priority,
    maxRetries: body.max_retries,
    backoffStrategy: body.backoff_strategy,
    catchUp: body.catch_up,
    catchUpSeconds: body.catch_up_seconds,
    overlap: body.overlap,
    exclude: body.exclude,
    jitterSeconds: body.jitter_seconds,
  };
  const optional = {
    branch: body.branch,
    dedupeKey: body.dedupe_key,
    // Upstream's word for "none" is 0.
    dedupeWindowSeconds: body.dedupe_window_seconds === 0 ? null : body.dedupe_window_seconds,
    concurrencyKey: body.concurrency_key,
  };
  return {
    ...only(needed, (value) => value !== undefined && value !== null),
    ...only(optional, (value) => value !== undefined),
  };
}

/** Throws 400: a schedule has to be said, a topic may be. */
export function expressionOfBody(
  body: Pick<TaskChangeBody, 'schedule_kind' | 'schedule_expr' | 'topic'>,
): string {
  const expression = body.schedule_expr ?? (body.schedule_kind === 'event' ? body.topic : undefined);
  if (expression !== undefined && expression !== null) return expression;
  const message =
    body.schedule_kind === 'event'
      ? 'name the topic that the task waits for'
      : `a task of kind ${body.schedule_kind ?? ''} needs an expression`;
  throw badRequest(`schedule_expr: ${message}`, [{ path: 'schedule_expr', message }]);
}

/** `2026-03-29T09:00` is written without its seconds by people. */
function wholeSeconds(wall: string): string {
  return /T\d\d:\d\d$/.test(wall) ? `${wall}:00` : wall;
}

function only(given: Record<string, unknown>, isSaid: (value: unknown) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => isSaid(value)));
}
