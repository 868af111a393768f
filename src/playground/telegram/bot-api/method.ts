import { z } from 'zod';
import type { Backend } from '../backend.js';
import { badRequest } from '../errors.js';
import type { Upload } from '../files/index.js';
import type { Polling, WebhookDelivery } from '../updates/index.js';

/** What a method gets besides its parameters. */
export interface MethodContext {
  backend: Backend;
  polling: Polling;
  webhook: WebhookDelivery;
  /** Files of a multipart request by the name of their field. */
  files: ReadonlyMap<string, Upload>;
  /** Aborted when the bot hangs up. */
  signal: AbortSignal;
}

export interface BotMethod {
  name: string;
  parameters: z.ZodObject;
  /** Checks the parameters and runs. Throws TelegramError. */
  call(parameters: unknown, context: MethodContext): Promise<unknown>;
}

/** Parameters that are not named are ignored, as Telegram does. */
export function method<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  run: (parameters: z.output<z.ZodObject<Shape>>, context: MethodContext) => unknown,
): BotMethod {
  const schema = z.object(shape);
  return {
    name,
    parameters: schema,
    async call(parameters, context) {
      const parsed = schema.safeParse(parameters);
      if (!parsed.success) throw refusal(parsed.error);
      return run(parsed.data, context);
    },
  };
}

function refusal(error: z.ZodError): Error {
  const issue = error.issues[0];
  const name = issue?.path.map(String).join('.') ?? '';
  // Only the messages of the schemas here are Telegram's words; zod's own begin with a capital.
  if (issue !== undefined && !/^[A-Z]/.test(issue.message)) return badRequest(issue.message);
  const missing = issue?.code === 'invalid_type' && issue.message.includes('received undefined');
  return badRequest(missing ? `parameter "${name}" is required` : `invalid ${name} specified`);
}
