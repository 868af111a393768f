import { BranchlineError } from '../../kernel/errors.js';

/** The field of a request (names of the REST API) in which a fault lies. */
export type ScheduleField = 'schedule_kind' | 'schedule_expr' | 'timezone' | 'dtstart' | 'from' | 'count';

/** What is wrong with a schedule, in words that tell its author what to do. */
export function scheduleFault(field: ScheduleField, message: string, cause?: unknown): BranchlineError {
  return new BranchlineError('schedule.invalid', {
    retryable: false,
    message,
    details: { field, message, faults: [{ path: field, message }] },
    cause,
  });
}
