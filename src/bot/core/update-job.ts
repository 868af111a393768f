import { BotError, type Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import { defineJob, type AnyJobDefinition } from '../../engine/jobs/index.js';
import type { Logger } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import type { BotContext, UpdateScope } from './context.js';

const HANDLE_UPDATE = 'telegram.update';

/**
 * An update that was stored is handled as a job: in order for one person in one chat and topic, again when it
 * failed, once when it worked.
 */
export function createUpdateJob(deps: {
  bot: Bot<BotContext>;
  scopes: WeakMap<Update, UpdateScope>;
  prisma: PrismaClient;
  log: Logger;
  /** Tells people of an update that could not be handled. */
  onDead: NonNullable<AnyJobDefinition['onDead']>;
}): AnyJobDefinition {
  return defineJob({
    kind: HANDLE_UPDATE,
    payload: z.object({ updateId: z.string() }),
    maxAttempts: 12,
    timeoutMs: 30_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 300, maxMs: 60_000 },
    async handle(job, { commit }) {
      const stored = await deps.prisma.telegramUpdate.findUniqueOrThrow({
        where: { updateId: BigInt(job.payload.updateId) },
      });
      // It came from Telegram and is stored as it came; grammY's own types describe it.
      const update = stored.body as unknown as Update;
      const log = deps.log.child({ correlationId: job.correlationId, updateId: job.payload.updateId });
      let committed = false;
      deps.scopes.set(update, {
        ...{ correlationId: job.correlationId, log },
        committed: () => committed,
        async commit(write) {
          const result = await commit(write);
          committed = true;
          return result;
        },
      });
      await deps.bot.init();
      try {
        await deps.bot.handleUpdate(update);
      } catch (error) {
        // grammY wraps what a handler threw; whether to try again is said by the error itself.
        throw error instanceof BotError ? error.error : error;
      }
    },
    onDead: (job, error, work) => deps.onDead(job, error, work),
  });
}
