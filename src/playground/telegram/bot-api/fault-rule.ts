import { z } from 'zod';
import type { ErrorParameters } from '../errors.js';

/** What Telegram says with these codes when it says nothing better. */
const DESCRIPTIONS: Readonly<Partial<Record<number, string>>> = {
  401: 'Unauthorized',
  403: 'Forbidden: bot was kicked from the supergroup chat',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const milliseconds = z.number().nonnegative();

const strikes = {
  /** A method's name, or a regular expression for the whole of it; '*' (the default) is any but getUpdates. */
  method: z.string().min(1).refine(isPattern, { error: 'is no regular expression' }).optional(),
  /** Only calls with this chat_id. */
  chatId: z.number().int().optional(),
  /** How many calls it strikes; any number when left out. */
  times: z.number().int().positive().optional(),
  /** Strikes so many of the calls that fit: 0.1 is one in ten. */
  probability: z.number().min(0).max(1).optional(),
  /** The same calls are struck with the same seed; the rule's number when left out. */
  seed: z.number().int().optional(),
};

const beforehand = {
  /** The call waits so long before anything else. */
  delayMs: milliseconds.optional(),
};

const Status = z
  .strictObject({
    ...strikes,
    ...beforehand,
    fault: z.literal('status'),
    code: z.number().int().min(400).max(599),
    description: z.string().optional(),
    parameters: z
      .strictObject({
        retry_after: z.number().int().positive().optional(),
        migrate_to_chat_id: z.number().int().optional(),
      })
      .optional(),
  })
  .refine((rule) => rule.code !== 429 || (rule.parameters?.retry_after ?? rule.description) !== undefined, {
    error: '429 needs parameters.retry_after',
    path: ['parameters', 'retry_after'],
  })
  .refine((rule) => rule.code === 429 || (rule.description ?? DESCRIPTIONS[rule.code]) !== undefined, {
    error: ({ input }) => `code ${codeOf(input)} needs a description`,
    path: ['description'],
  });

const Hang = z.strictObject({
  ...strikes,
  fault: z.literal('hang'),
  /** How long; until the caller hangs up when left out. */
  ms: milliseconds.optional(),
  /** Carries the call out and keeps only the answer back; otherwise nothing happens if the caller hangs up. */
  carryOut: z.boolean().optional(),
});

/** A trouble that the bot is to meet. */
export const FaultRule = z.discriminatedUnion('fault', [
  Status,
  Hang,
  /** The connection is cut before the call is carried out. */
  z.strictObject({ ...strikes, ...beforehand, fault: z.literal('drop_before') }),
  /** The call is carried out, and the connection is cut without an answer. */
  z.strictObject({ ...strikes, ...beforehand, fault: z.literal('drop_after') }),
]);
export type FaultRule = z.output<typeof FaultRule>;
export type FaultKind = FaultRule['fault'];

/** The answer of a rule with a status. */
export function errorOf({ code, description, parameters }: FaultRule & { fault: 'status' }): {
  ok: false;
  error_code: number;
  description: string;
  parameters?: ErrorParameters;
} {
  const retryAfter = parameters?.retry_after ?? 1;
  return {
    ok: false,
    error_code: code,
    description: description ?? DESCRIPTIONS[code] ?? `Too Many Requests: retry after ${retryAfter}`,
    ...(parameters === undefined ? {} : { parameters }),
  };
}

/** Whether a rule without a chance is for this call. */
export function fits(rule: FaultRule, method: string, chat: unknown): boolean {
  return (
    isMethod(rule.method ?? '*', method) &&
    (rule.chatId === undefined || String(rule.chatId) === String(chat))
  );
}

function isMethod(wanted: string, method: string): boolean {
  // A bot polls all the time: a fault for any call would be used up by the poll before the call that matters.
  if (wanted === '*') return method.toLowerCase() !== 'getupdates';
  return expression(wanted).test(method);
}

function expression(text: string): RegExp {
  return new RegExp(`^(?:${text})$`, 'i');
}

function isPattern(text: string): boolean {
  if (text === '*') return true;
  try {
    expression(text);
    return true;
  } catch {
    // The schema says so in its own words.
    return false;
  }
}

function codeOf(input: unknown): string {
  return typeof input === 'object' && input !== null && 'code' in input ? String(input.code) : '?';
}
