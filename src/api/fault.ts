import { BranchlineError } from '../kernel/errors.js';

export interface FieldFault {
  /** Where in the request: `payload.pipeline[2].uses`. */
  path: string;
  message: string;
}

/** An answer other than 2xx that is meant for whoever asked. */
export class ApiFault extends BranchlineError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    options: {
      details?: Record<string, unknown>;
      headers?: Record<string, string>;
      retryable?: boolean;
    } = {},
  ) {
    super(code, { retryable: options.retryable ?? false, message, details: options.details ?? {} });
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** `what`: the word for it, `task`; `id` as it was asked for. */
export function notFound(what: string, id: string): ApiFault {
  return new ApiFault(404, `${what}.not_found`, `there is no ${what.replaceAll('_', ' ')} ${id}`);
}

export function badRequest(message: string, faults: readonly FieldFault[]): ApiFault {
  return new ApiFault(400, 'bad_request', message, { details: { faults } });
}
