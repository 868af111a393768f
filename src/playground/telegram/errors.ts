export interface ErrorParameters {
  retry_after?: number | undefined;
  migrate_to_chat_id?: number | undefined;
}

/** An answer `{ ok: false }` of the Bot API; the description is what Telegram says, word for word. */
export class TelegramError extends Error {
  readonly errorCode: number;
  readonly parameters: ErrorParameters | undefined;

  constructor(errorCode: number, description: string, parameters?: ErrorParameters) {
    super(description);
    this.name = 'TelegramError';
    this.errorCode = errorCode;
    this.parameters = parameters;
  }
}

export function badRequest(reason: string, parameters?: ErrorParameters): TelegramError {
  return new TelegramError(400, `Bad Request: ${reason}`, parameters);
}

export function forbidden(reason: string): TelegramError {
  return new TelegramError(403, `Forbidden: ${reason}`);
}

export function conflict(reason: string): TelegramError {
  return new TelegramError(409, `Conflict: ${reason}`);
}

export function tooManyRequests(retryAfter: number): TelegramError {
  return new TelegramError(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}

/** Something that a person at the seat cannot do, such as writing into a closed topic. */
export class SeatError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SeatError';
    this.code = code;
  }
}
