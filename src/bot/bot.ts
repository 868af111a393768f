import { Bot, type BotConfig } from 'grammy';
import type { Update } from 'grammy/types';
import type { AnyJobDefinition } from '../engine/jobs/index.js';
import { answerPresses } from './core/answer-presses.js';
import { composeFeatures } from './core/compose.js';
import type { BotContext, UpdateScope } from './core/context.js';
import type { BotDeps } from './core/deps.js';
import { composeDialogues } from './core/dialogues.js';
import type { Feature } from './core/feature.js';
import { staffOnly } from './core/gate.js';
import { identify } from './core/identify.js';
import { rememberOwnMessages, reviveChats } from './core/known-chats.js';
import { openMenu, staffMenu } from './core/menu.js';
import { ownCommands } from './core/own-commands.js';
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
  bot.api.config.use(rememberOwnMessages(deps));
  const scopes = new WeakMap<Update, UpdateScope>();
  const features = createFeatures({ ...deps, api: bot.api });
  const menu = staffMenu(features);
  const commands = ownCommands({ ...deps, api: bot.api, features });

  bot.use(async (ctx, next) => {
    const scope = scopes.get(ctx.update);
    if (scope === undefined) throw new Error('an update that was not stored');
    ctx.scope = scope;
    ctx.openMenu = () => openMenu(ctx, menu);
    await next();
  });
  bot.use(reviveChats(deps));
  bot.use(identify(deps));
  bot.use(answerPresses(deps.answerWithinMs));
  for (const { door } of features) if (door !== undefined) bot.use(door);
  bot.use(staffOnly);
  bot.use(commands.keep);
  bot.use(composeDialogues(features, deps));
  bot.use(menu);
  bot.use(composeFeatures(features));

  return {
    bot,
    features,
    jobs: [
      createUpdateJob({ bot, scopes, prisma: deps.prisma, log: deps.log, onDead: deps.onDeadUpdate }),
      commands.job,
      ...features.flatMap((feature) => feature.jobs ?? []),
    ],
  };
}
