import {
  destination as pinoDestination,
  pino,
  stdTimeFunctions,
  type DestinationStream,
  type Logger,
} from 'pino';

export type { Logger } from 'pino';

/**
 * JSON lines on standard output. `correlationId`, `eventId`, `runId` and `jobId` are added by child loggers. What
 * could hold a secret or a person's phone is cut out by name wherever it appears one or two levels deep.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const secret = [
    'token',
    'authorization',
    'password',
    'secret',
    'phone',
    'companyToken',
    'webhookSecret',
    'photo',
  ];
  return pino(
    {
      level,
      base: undefined,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
      serializers: { err: errorFacts },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pinoDestination({ fd: 1, sync: false }),
  );
}

/**
 * What a log may say of an error. Everything else that libraries hang onto one (a request, a context with the bot's
 * token) stays out.
 */
function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: name,
    code,
    message: withoutToken(message),
    stack: stack === undefined ? undefined : withoutToken(stack),
    cause: cause instanceof Error ? errorFacts(cause) : undefined,
  };
}

/** The addresses of the Bot API hold the token: "request to https://api.telegram.org/bot123:ABC/getMe failed". */
function withoutToken(text: string): string {
  return text.replaceAll(/\bbot\d+:[\w-]+/g, 'bot[hidden]');
}
