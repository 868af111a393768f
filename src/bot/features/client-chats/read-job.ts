import { z } from 'zod';
import { CHAT_READ, messageToRead, storeReading } from '../../../domain/chats/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import { IntegrationError } from '../../../kernel/errors.js';
import type { BotDeps } from '../../core/deps.js';

const ATTEMPTS = 3;

/** Lets the language model read what a client wrote. Until then, or without a model, the card says what the rules say. */
export function createReadJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: CHAT_READ,
    payload: z.object({ messageId: z.uuid() }),
    maxAttempts: ATTEMPTS,
    timeoutMs: 45_000,
    waitsOutside: true,
    backoff: { strategy: 'exponential_jitter', baseMs: 2_000, maxMs: 60_000 },
    async handle({ payload: { messageId }, attempt, correlationId }, { commit }) {
      const reader = deps.chats?.reader ?? null;
      const message = reader === null ? null : await messageToRead(deps.prisma, messageId);
      if (reader === null || message === null) return;
      const { text, ...context } = message;
      try {
        const reading = await reader.read(text, { ...context, companyLanguage: deps.company.language });
        if (reading !== null)
          await commit((work) => storeReading(work, deps, messageId, reading, correlationId));
      } catch (error) {
        // Nobody has to look at a dead letter of this: the rules have read it.
        if (!(error instanceof IntegrationError) || attempt < ATTEMPTS) throw error;
        deps.log.warn({ err: error, correlationId }, 'no language model has read what a client wrote');
      }
    },
  });
}
