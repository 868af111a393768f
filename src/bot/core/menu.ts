import { Menu, MenuRange } from '@grammyjs/menu';
import { html } from '../../kernel/html.js';
import { permitted } from './compose.js';
import type { BotContext, StaffContext } from './context.js';
import type { Feature } from './feature.js';
import { turnPressed, unlessRefused } from './turn.js';

const IN_A_ROW = 2;

/**
 * The inline menu of a person's role in their language. Presses on a menu of another language or role are told that
 * it is out of date and get the present one: the fingerprint says which it is.
 */
export function staffMenu(features: readonly Feature[]): Menu<BotContext> {
  const items = features.flatMap((feature) => feature.menu ?? []).sort((a, b) => a.place - b.place);
  const menu = new Menu<BotContext>('menu', {
    autoAnswer: false,
    fingerprint: (ctx) => `${ctx.language}:${ctx.person?.role ?? 'stranger'}`,
    onMenuOutdated: async (ctx) => {
      ctx.toast = { text: ctx.t('menu-outdated') };
      await unlessRefused(() => ctx.editMessageReplyMarkup({ reply_markup: menu }));
    },
  });
  menu.dynamic((ctx) => {
    const range = new MenuRange<BotContext>();
    if (ctx.person === null) return range;
    const mine = items.filter((item) => permitted(ctx as unknown as StaffContext, item.permission));
    for (const [at, item] of mine.entries()) {
      if (at > 0 && at % IN_A_ROW === 0) range.row();
      range.text(ctx.t(item.label), async (pressed) => {
        const staff = pressed as unknown as StaffContext;
        if (permitted(staff, item.permission)) await item.open(staff);
      });
    }
    return range;
  });
  return menu;
}

/** Shows the menu: a press in private turns the message that was pressed into it, anything else sends it. */
export async function openMenu(ctx: BotContext, menu: Menu<BotContext>): Promise<void> {
  const { markup } = html`<b>${ctx.t('menu-title', { name: ctx.person?.name ?? '' })}</b>`;
  const options = { parse_mode: 'HTML' as const, reply_markup: menu };
  if (!(await turnPressed(ctx, markup, options))) await ctx.reply(markup, options);
}
