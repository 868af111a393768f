import { z } from 'zod';
import { CHAT_WAKE, wakeChat } from '../../../domain/chats/index.js';
import { DATABASE_JOB, defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';

/** A chat that was snoozed until now comes before people again. */
export function createWakeChatJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    ...DATABASE_JOB,
    kind: CHAT_WAKE,
    payload: z.object({ chatId: z.uuid(), at: z.iso.datetime() }),
    async handle({ payload, correlationId }, { commit }) {
      await commit((work) => wakeChat(work, deps, payload, correlationId));
    },
  });
}
