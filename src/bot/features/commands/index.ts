import { Composer } from 'grammy';
import { html, lines } from '../../../kernel/html.js';
import { activeChecklistId } from '../../../domain/checklists/index.js';
import { may } from '../../../domain/staff/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { cancelChecklist, offerUnfinished } from '../checklist/index.js';
import { showPlan } from '../plan/index.js';

/** Commands of people who work here, in private. Each first leaves a conversation that was going on. */
export function staffCommands(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const commands = composer.chatType('private').filter((ctx) => ctx.person !== null);
  const on = (names: string[], handle: (ctx: StaffContext) => Promise<unknown>): void => {
    commands.command(names, async (ctx) => {
      await ctx.conversation.exitAll();
      await handle(ctx as unknown as StaffContext);
    });
  };
  on(['start', 'menu'], async (ctx) => {
    if (ctx.person.language === null) await ctx.reply(ctx.t('welcome-language-hint'));
    await ctx.openMenu();
    await offerUnfinished(ctx, deps);
  });
  on(['plan'], (ctx) => showPlan(ctx, deps));
  on(['help'], (ctx) => {
    const more = may(ctx.person, 'schedule.change') && ctx.t('help-text-admin');
    const text = lines(html`<b>${ctx.t('help-title')}</b>`, ctx.t('help-text'), more);
    return ctx.reply(text.markup, { parse_mode: 'HTML' });
  });
  on(['invite'], async (ctx) => {
    if (allowed(ctx, 'staff.invite')) await ctx.conversation.enter('invite');
    else await ctx.reply(ctx.t('refused'));
  });
  on(['cancel'], async (ctx) => {
    const id = await activeChecklistId(deps.prisma, ctx.person.telegramId, BigInt(ctx.chat?.id ?? 0));
    if (id === null) await ctx.reply(ctx.t('cancel-nothing'));
    else await cancelChecklist(ctx, id, deps);
  });
  return composer;
}
