import { conversations, createConversation } from '@grammyjs/conversations';
import { Bot, type BotConfig, type Context } from 'grammy';
import type { Update } from 'grammy/types';
import type { AnyJobDefinition } from '../engine/jobs/index.js';
import { answerPresses } from './core/answer-presses.js';
import { composeFeatures } from './core/compose.js';
import type { BotContext, UpdateScope } from './core/context.js';
import { conversationStorage } from './core/conversation-storage.js';
import type { BotDeps } from './core/deps.js';
import type { Feature } from './core/feature.js';
import { staffOnly } from './core/gate.js';
import { identify } from './core/identify.js';
import { reviveChats } from './core/known-chats.js';
import { openMenu, staffMenu } from './core/menu.js';
import { createUpdateJob } from './core/update-job.js';
import { createFeatures } from './features/index.js';

export interface BranchlineBot {
  bot: Bot<BotContext>;
  jobs: AnyJobDefinition[];
  features: readonly Feature[];
}

/** The conversational face: a bot that handles stored updates, and the jobs that it needs. */
export function createBot(
  token: string,
  config: BotConfig<BotContext>,
  deps: BotDeps & { onDeadUpdate: NonNullable<AnyJobDefinition['onDead']> },
): BranchlineBot {
  const bot = new Bot<BotContext>(token, config);
  const scopes = new WeakMap<Update, UpdateScope>();
  const features = createFeatures(deps);
  const menu = staffMenu(features);

  bot.use(async (ctx, next) => {
    const scope = scopes.get(ctx.update);
    if (scope === undefined) throw new Error('an update that was not stored');
    ctx.scope = scope;
    ctx.openMenu = () => openMenu(ctx, menu);
    await next();
  });
  bot.use(reviveChats(deps));
  bot.use(identify(deps));
  bot.use(answerPresses);
  for (const { door } of features) if (door !== undefined) bot.use(door);
  bot.use(staffOnly);
  bot.use(conversations<BotContext, Context>({ storage: conversationStorage(deps.prisma) }));
  // A conversation gives back what is no answer to it (commands, other buttons): it goes on to what stands below.
  for (const { id, run } of features.flatMap((feature) => feature.dialogues ?? []))
    bot.use(createConversation<BotContext, Context>(run, id));
  bot.use(menu);
  bot.use(composeFeatures(features));

  return {
    bot,
    features,
    jobs: [
      createUpdateJob({ bot, scopes, prisma: deps.prisma, log: deps.log, onDead: deps.onDeadUpdate }),
      ...features.flatMap((feature) => feature.jobs ?? []),
    ],
  };
}
