import type { ConversationData, ConversationStorage, VersionedState } from '@grammyjs/conversations';
import type { Prisma, PrismaClient } from '../../platform/prisma/index.js';
import type { BotContext } from './context.js';

/** Changing a conversation's questions changes this number: who was in the middle is asked from the start. */
const VERSION = 1;

/** What somebody was in the middle of when the update came. */
export interface Begun {
  id: string;
  args: unknown[];
  /** Of another version: it cannot be gone on with. */
  outdated: boolean;
}

export interface ConversationStates {
  storage: ConversationStorage<BotContext, ConversationData>;
  begun(ctx: BotContext): Begun | undefined;
  /** The update failed and will be handled again: from the same state then, or its answer would be lost. */
  keep(ctx: BotContext): void;
  forget(ctx: BotContext): Promise<void>;
}

/**
 * Conversations live in the database and belong to a person in a chat and topic: keyed by the chat alone, another
 * person's message would answer the question.
 */
export function conversationStates(prisma: PrismaClient): ConversationStates {
  const begun = new WeakMap<BotContext, Begun>();
  const kept = new WeakSet<BotContext>();
  const forget = async (ctx: BotContext): Promise<void> => {
    const key = keyOf(ctx);
    if (key !== null) await prisma.conversationState.deleteMany({ where: { key } });
  };
  return {
    forget,
    begun: (ctx) => begun.get(ctx),
    keep: (ctx) => void kept.add(ctx),
    storage: {
      type: 'context',
      version: VERSION,
      adapter: {
        async read(ctx) {
          const key = keyOf(ctx);
          const row = key === null ? null : await prisma.conversationState.findUnique({ where: { key } });
          const state = (row?.state ?? undefined) as VersionedState<ConversationData> | undefined;
          const first = state === undefined ? undefined : firstOf(state);
          if (first !== undefined) begun.set(ctx, first);
          return state;
        },
        async write(ctx, state) {
          const key = keyOf(ctx);
          if (key === null || kept.has(ctx)) return;
          const json = state as unknown as Prisma.InputJsonObject;
          await prisma.conversationState.upsert({
            where: { key },
            create: { key, state: json },
            update: { state: json },
          });
        },
        async delete(ctx) {
          if (!kept.has(ctx)) await forget(ctx);
        },
      },
    },
  };
}

function firstOf({ version, state }: VersionedState<ConversationData>): Begun | undefined {
  const [id, states] = Object.entries(state)[0] ?? [];
  if (id === undefined) return undefined;
  const args = states?.[0]?.args;
  return {
    id,
    args: args === undefined ? [] : (JSON.parse(args) as unknown[]),
    outdated: version[1] !== VERSION,
  };
}

function keyOf(ctx: BotContext): string | null {
  if (ctx.chatId === undefined || ctx.from === undefined) return null;
  return [ctx.chatId, topicOf(ctx) ?? '', ctx.from.id].join(':');
}

/** A thread id counts only in a topic: replies in General carry one that must not be used (integrations.md §8). */
function topicOf(ctx: BotContext): number | undefined {
  const message = ctx.msg;
  return message?.is_topic_message === true ? message.message_thread_id : undefined;
}
