import { conversations, createConversation, type Conversation } from '@grammyjs/conversations';
import { Composer, GrammyError, type Context, type MiddlewareFn, type NextFunction } from 'grammy';
import { decodeCallback } from '../../domain/posts/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import type { BotContext } from './context.js';
import { conversationStates, type Begun, type ConversationStates } from './conversation-storage.js';
import type { Feature } from './feature.js';

/** Of the menu plugin, whose buttons are no answers. */
const MENU_DATA = 'menu/';

/**
 * The dialogues of all features. One gives back what is no answer to it (commands, other buttons): that goes on to what
 * stands below. An answer that comes when the questions are others than they were begins them anew.
 */
export function composeDialogues(
  features: readonly Feature[],
  { prisma }: { prisma: PrismaClient },
): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const states = conversationStates(prisma);
  const dialogues = features.flatMap((feature) => feature.dialogues ?? []);
  composer.use(
    conversations<BotContext, Context>({
      storage: states.storage,
      plugins: (conversation) => [callingAsOutside(conversation)],
      onExit: (_id, ctx) => {
        ctx.leftDialogue = true;
      },
    }),
  );
  composer.use(keepWhenFailed(states));
  for (const { id, run } of dialogues)
    composer.use(goingOn(createConversation<BotContext, Context>(run, id), id, states));
  const known = new Set(dialogues.map(({ id }) => id));
  composer.use(async (ctx, next) => {
    const begun = states.begun(ctx);
    if (begun?.outdated !== true) return next();
    if (known.has(begun.id) && mayBeAnswer(ctx)) await askAnew(ctx, begun);
    else await next();
    if (Object.keys(ctx.conversation.active()).length === 0) await states.forget(ctx);
  });
  return composer;
}

/**
 * grammY gives a conversation an `Api` of its own without what is installed on the bot's (retries, the memory of own
 * messages), and plays its answers back: what were installed on it would run again at each replay. So its calls are
 * made by the `Api` outside, once.
 */
function callingAsOutside(conversation: Conversation<BotContext>): MiddlewareFn {
  return async (ctx, next) => {
    ctx.api.config.use((_previous, method, payload, signal) =>
      conversation.external(async (outer) => {
        const call = outer.api.raw[method] as (input: unknown, until: unknown) => Promise<never>;
        try {
          return { ok: true as const, result: await call(payload, signal) };
        } catch (error) {
          if (!(error instanceof GrammyError)) throw error;
          const { error_code, description, parameters } = error;
          return { ok: false as const, error_code, description, parameters };
        }
      }),
    );
    await next();
  };
}

/** What was stored together with the end of the update's job is not done again: its question is over. */
function keepWhenFailed(states: ConversationStates) {
  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    try {
      await next();
    } catch (error) {
      if (!ctx.scope.committed()) states.keep(ctx);
      throw error;
    }
  };
}

/** Code that was changed without a new version does not fit what was stored; grammY finds out in the middle. */
function goingOn(dialogue: MiddlewareFn<BotContext>, id: string, states: ConversationStates) {
  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    // A message that is changed, or moves as a live location does, is no answer: it was one before, or was none.
    if (ctx.editedMessage !== undefined) return next();
    try {
      await dialogue(ctx, next);
    } catch (error) {
      const begun = states.begun(ctx);
      if (begun?.id !== id || !(error instanceof Error) || !error.message.startsWith('Bad replay'))
        throw error;
      ctx.scope.log.warn({ err: error, dialogue: id }, 'a dialogue is not as it was begun');
      if (mayBeAnswer(ctx)) await askAnew(ctx, begun);
      else await next();
    }
  };
}

async function askAnew(ctx: BotContext, { id, args }: Begun): Promise<void> {
  await ctx.reply(ctx.t('dialogue-anew'));
  await ctx.conversation.enter(id, ...args);
}

/** Not a command, not a button that another part of the bot has made. */
function mayBeAnswer(ctx: BotContext): boolean {
  const data = ctx.callbackQuery?.data;
  if (data !== undefined) return decodeCallback(data) === null && !data.startsWith(MENU_DATA);
  return ctx.message !== undefined && ctx.message.text?.startsWith('/') !== true;
}
