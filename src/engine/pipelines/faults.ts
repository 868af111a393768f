import { BranchlineError } from '../../kernel/errors.js';

/** What is wrong with a pipeline, and where: `pipeline[2].with.text`. */
export interface Fault {
  path: string;
  message: string;
}

/** Names a place inside of another one as it would be written in JavaScript. */
export function pathOf(base: string, keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    const name = String(key);
    if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
    return path === '' ? name : `${path}.${name}`;
  }, base);
}

/** `pipeline.invalid` with all of the faults in `details.faults`; `of` names the source, a file for instance. */
export function invalidPipeline(faults: readonly Fault[], of?: string): BranchlineError {
  const told = faults.slice(0, 5).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = faults.length > told.length ? [`and ${faults.length - told.length} more`] : [];
  return new BranchlineError('pipeline.invalid', {
    retryable: false,
    message: `${of ?? 'the pipeline is not valid'}: ${[...told, ...more].join('; ')}`,
    details: { faults },
  });
}

/** An expression that cannot be read, or that has no value where one is needed. */
export function expressionFault(
  expression: string,
  message: string,
  options: { path?: string; cause?: unknown } = {},
): BranchlineError {
  const { path, cause } = options;
  const shown = expression.length > 120 ? `${expression.slice(0, 120)}…` : expression;
  return new BranchlineError('pipeline.expression', {
    retryable: false,
    message: `${path === undefined ? '' : `${path}: `}\`${shown}\`: ${message}`,
    details: { expression, fault: message, ...(path !== undefined && { path }) },
    cause,
  });
}

/** The fault that an expression's error is, at a place. Throws the error on when it is another one. */
export function expressionFaultAt(path: string, error: unknown): Fault {
  if (!(error instanceof BranchlineError) || error.code !== 'pipeline.expression') throw error;
  const { expression, fault } = error.details;
  return { path, message: `\`${String(expression)}\`: ${String(fault)}` };
}
