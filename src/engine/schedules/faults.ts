import { z } from 'zod';
import { BranchlineError } from '../../kernel/errors.js';

/** What is wrong with a task, and where, by the names that outside agents know: `payload.pipeline[2].with.text`. */
const Fault = z.object({ path: z.string(), message: z.string() });
export type Fault = z.infer<typeof Fault>;

export function invalidTask(faults: readonly Fault[]): BranchlineError {
  return new BranchlineError('task.invalid', {
    retryable: false,
    message: faults.map(({ path, message }) => `${path}: ${message}`).join('; '),
    details: { faults },
  });
}

/** `id` as somebody outside gave it. */
export function unknownTask(id: string): BranchlineError {
  return new BranchlineError('task.not_found', {
    retryable: false,
    message: `there is no task ${id}`,
    details: { taskId: id },
  });
}

/** What is asked for cannot be done with a task in this state. */
export function wrongState(taskId: string, state: string, message: string): BranchlineError {
  return new BranchlineError('task.wrong_state', {
    retryable: false,
    message,
    details: { taskId, state },
  });
}

export function faultsOfFields(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path
      .map((part, place) =>
        typeof part === 'number' ? `[${part}]` : `${place > 0 ? '.' : ''}${outsideName(part)}`,
      )
      .join('');
    // A field that does not exist is told by its own name, not by that of the object it is in.
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: outsideName(key), message: 'there is no such field' }));
    return [{ path, message: issue.message }];
  });
}

/** `scheduleExpr` is `schedule_expr` outside, and `anchor` is `dtstart`. */
function outsideName(field: PropertyKey): string {
  if (field === 'anchor') return 'dtstart';
  return String(field).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The faults that an error of the expression or of the pipeline tells of; undefined: it is another error. */
export function faultsIn(error: unknown, code: string): readonly Fault[] | undefined {
  if (!(error instanceof BranchlineError) || error.code !== code) return undefined;
  const told = z.array(Fault).safeParse(error.details.faults);
  return told.success ? told.data : [{ path: '', message: error.message }];
}
