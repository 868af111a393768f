import { Menu, MenuRange } from '@grammyjs/menu';
import { may } from '../../../domain/staff/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { languageKeyboard } from '../language/index.js';
import { showPlan } from '../plan/index.js';
import { showSchedules } from '../schedules/index.js';
import { offerUnfinished } from '../checklist/index.js';

/**
 * The inline menu of a person's role in their language. Presses on a menu of another language or role are told that
 * it is out of date and get the present one: the fingerprint says which it is.
 */
export function staffMenu(deps: BotDeps): Menu<BotContext> {
  const menu = new Menu<BotContext>('menu', {
    autoAnswer: false,
    fingerprint: (ctx) => `${ctx.language}:${ctx.person?.role ?? 'stranger'}`,
    onMenuOutdated: async (ctx) => {
      ctx.toast = { text: ctx.t('menu-outdated') };
      await ctx.editMessageReplyMarkup({ reply_markup: menu });
    },
  });
  menu.dynamic((ctx) => {
    const range = new MenuRange<BotContext>();
    const { person } = ctx;
    if (person === null) return range;
    range.text(ctx.t('menu-plan'), (pressed) => showPlan(pressed as StaffContext, deps)).row();
    range
      .text(ctx.t('menu-checklist'), (pressed) => offerUnfinished(pressed as StaffContext, deps, true))
      .row();
    if (may(person, 'staff.invite'))
      range.text(ctx.t('menu-invite'), (pressed) => pressed.conversation.enter('invite')).row();
    if (may(person, 'schedule.change'))
      range.text(ctx.t('menu-schedules'), (pressed) => showSchedules(pressed as StaffContext, deps)).row();
    range.text(ctx.t('menu-language'), async (pressed) => {
      await pressed.reply(pressed.t('welcome-language'), {
        reply_markup: {
          inline_keyboard: languageKeyboard(pressed.t).map((row) =>
            row.flatMap((button) =>
              'data' in button ? [{ text: button.text, callback_data: button.data }] : [],
            ),
          ),
        },
      });
    });
    return range;
  });
  return menu;
}
