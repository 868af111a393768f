import { z } from 'zod';
import type { Clock } from '../../kernel/clock.js';
import { IntegrationError } from '../../kernel/errors.js';
import type { GateOptions } from '../gate.js';
import { createJsonApi } from '../json-api.js';
import { UmnicoManager, UmnicoSource } from './schema.js';

export interface UmnicoClientOptions extends GateOptions {
  /** Such as `https://api.umnico.com/v1.3`. */
  baseUrl: string;
  /** The account's token, from Umnico's settings, API. */
  token: string;
  timeoutMs: number;
  clock?: Clock;
}

export interface UmnicoMessage {
  leadId: number;
  text: string;
  /** `realId` of the lead's source; the lead's own dialogue when absent. */
  source?: string;
  /** The manager in whose name it goes; the account's owner when absent. */
  userId?: number;
  /** Comes back in the webhook of the message that was sent. */
  customId: string;
}

export interface UmnicoClient {
  /** Answers what it was sent by: the source and the manager. */
  send(message: UmnicoMessage, signal?: AbortSignal): Promise<{ source: string; userId: number }>;
  sources(leadId: number, signal?: AbortSignal): Promise<UmnicoSource[]>;
  managers(signal?: AbortSignal): Promise<UmnicoManager[]>;
}

const system = { code: 'umnico', title: 'Umnico' };

/** Umnico's API for one account. Errors are those of `createJsonApi`, beginning with `umnico.`. */
export function createUmnicoClient(options: UmnicoClientOptions): UmnicoClient {
  const call = createJsonApi({
    ...options,
    system,
    headers: { authorization: `bearer ${options.token}` },
    secrets: [options.token],
  });

  const sources: UmnicoClient['sources'] = (leadId, signal) =>
    call({
      method: 'GET',
      path: `/messaging/${String(leadId)}/sources`,
      answer: z.array(UmnicoSource),
      signal,
    });
  const managers: UmnicoClient['managers'] = (signal) =>
    call({ method: 'GET', path: '/managers', answer: z.array(UmnicoManager), signal });

  return {
    sources,
    managers,
    async send(message, signal) {
      const [source, userId] = await beforeSending(async () => [
        message.source ?? dialogueOf(await sources(message.leadId, signal), message.leadId),
        message.userId ?? ownerOf(await managers(signal)),
      ]);
      await call({
        method: 'POST',
        path: `/messaging/${String(message.leadId)}/send`,
        body: { message: { text: message.text }, source, userId, customId: message.customId },
        // What Umnico answers beside 200 is not documented.
        answer: z.unknown(),
        signal,
      });
      return { source, userId };
    },
  };
}

/** Whatever became of these questions, the client has got nothing. */
async function beforeSending(ask: () => Promise<[string, number]>): Promise<[string, number]> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    const { code, retryable, message, retryAfterMs, details } = error;
    throw new IntegrationError(code, {
      ...{ retryable, message, retryAfterMs, details, reached: 'no', cause: error },
    });
  }
}

/** A reply goes to a dialogue, never under a post as a comment. */
function dialogueOf(sources: readonly UmnicoSource[], leadId: number): string {
  const dialogue = sources.find(({ type }) => type === 'message' || type === null || type === undefined);
  const source = dialogue?.realId ?? dialogue?.id;
  if (typeof source === 'string') return source;
  throw new IntegrationError('umnico.no_source', {
    retryable: false,
    message: `Umnico's lead ${String(leadId)} has no dialogue to write to`,
  });
}

function ownerOf(managers: readonly UmnicoManager[]): number {
  const manager = managers.find(({ role }) => role === 'owner') ?? managers[0];
  if (manager !== undefined) return manager.id;
  throw new IntegrationError('umnico.no_manager', {
    retryable: false,
    message: 'Umnico names no manager in whose name a message can go',
  });
}
