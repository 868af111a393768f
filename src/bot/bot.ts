import { conversations, createConversation } from '@grammyjs/conversations';
import { Bot, type BotConfig, type Context } from 'grammy';
import type { Update } from 'grammy/types';
import type { AnyJobDefinition } from '../engine/jobs/index.js';
import { answerPresses } from './core/answer-presses.js';
import type { BotContext, UpdateScope } from './core/context.js';
import { conversationStorage } from './core/conversation-storage.js';
import { staffOnly } from './core/gate.js';
import { identify } from './core/identify.js';
import { reviveChats } from './core/known-chats.js';
import { createUpdateJob } from './core/update-job.js';
import { createEscalateApprovalJob, createExpireApprovalJob } from './features/approvals/index.js';
import { createShowChecklistJob, createStorePhotoJob, type PhotoSource } from './features/checklist/index.js';
import { staffCommands } from './features/commands/index.js';
import { inviteConversation } from './features/invite/index.js';
import { staffMenu } from './features/menu/index.js';
import { staffMessages } from './features/messages/index.js';
import { staffPresses } from './features/presses/index.js';
import {
  changeConversation,
  RESCHEDULE,
  staffSchedules,
  type SchedulesDeps,
} from './features/schedules/index.js';
import { invitationsAtTheDoor } from './features/start/index.js';
import { html } from '../kernel/html.js';

export interface BranchlineBot {
  bot: Bot<BotContext>;
  jobs: AnyJobDefinition[];
}

/** The conversational face: a bot that handles stored updates, and the jobs that it needs. */
export function createBot(
  token: string,
  config: BotConfig<BotContext>,
  deps: SchedulesDeps & { fetchPhoto: PhotoSource; onDeadUpdate: NonNullable<AnyJobDefinition['onDead']> },
): BranchlineBot {
  const bot = new Bot<BotContext>(token, config);
  const scopes = new WeakMap<Update, UpdateScope>();
  const menu = staffMenu(deps);

  bot.use(async (ctx, next) => {
    const scope = scopes.get(ctx.update);
    if (scope === undefined) throw new Error('an update that was not stored');
    ctx.scope = scope;
    ctx.openMenu = async () => {
      const title = html`<b>${ctx.t('menu-title', { name: ctx.person?.name ?? '' })}</b>`;
      await ctx.reply(title.markup, { parse_mode: 'HTML', reply_markup: menu });
    };
    await next();
  });
  bot.use(reviveChats(deps));
  bot.use(identify(deps));
  bot.use(answerPresses);
  bot.use(invitationsAtTheDoor(deps));
  bot.use(staffOnly);
  bot.use(conversations<BotContext, Context>({ storage: conversationStorage(deps.prisma) }));
  // A conversation gives back what is no answer to it (commands, other buttons): it goes on to what stands below.
  bot.use(createConversation<BotContext, Context>(inviteConversation(deps), 'invite'));
  bot.use(createConversation<BotContext, Context>(changeConversation(deps), RESCHEDULE));
  bot.use(menu);
  bot.use(staffCommands(deps));
  bot.use(staffSchedules(deps));
  bot.use(staffPresses(deps));
  bot.use(staffMessages(deps));

  return {
    bot,
    jobs: [
      createUpdateJob({ bot, scopes, prisma: deps.prisma, log: deps.log, onDead: deps.onDeadUpdate }),
      createStorePhotoJob(deps),
      createShowChecklistJob(deps),
      createExpireApprovalJob(deps),
      createEscalateApprovalJob(deps),
    ],
  };
}
