/**
 * An error that the program understands: `code` names it for logs and metrics, `retryable` says whether trying
 * again can help, `messageKey` (a key of `locales`) is what a person is told.
 */
export class BranchlineError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly messageKey: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    options: {
      retryable: boolean;
      message?: string;
      messageKey?: string;
      details?: Record<string, unknown>;
      cause?: unknown;
    },
  ) {
    super(options.message ?? code, { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable;
    this.messageKey = options.messageKey;
    this.details = options.details ?? {};
  }
}

/**
 * A fault of an outside system or of the way to it; `retryAfterMs` is what the system itself asked for. `reached` says
 * what is known of a request without an answer: `no`, it surely did not get there; `unknown`, it may have been carried
 * out. Undefined: the system answered.
 */
export class IntegrationError extends BranchlineError {
  readonly retryAfterMs: number | undefined;
  readonly reached: 'no' | 'unknown' | undefined;

  constructor(
    code: string,
    options: ConstructorParameters<typeof BranchlineError>[1] & {
      retryAfterMs?: number;
      reached?: 'no' | 'unknown';
    },
  ) {
    super(code, options);
    this.retryAfterMs = options.retryAfterMs;
    this.reached = options.reached;
  }
}

/** The text of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
