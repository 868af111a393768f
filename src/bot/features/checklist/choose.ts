import type { ChecklistKind } from '../../../domain/checklists/index.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { html } from '../../../kernel/html.js';
import { branchesOf, branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { begin } from './begin.js';
import { chooseByPlate, chooseCar, offerCars } from './choose-car.js';
import { chooseHandover } from './choose-handover.js';

/** The way into a checklist from a command or the menu. `typed`: what was written after the command. */
export async function choose(
  ctx: StaffContext,
  kind: ChecklistKind,
  typed: string,
  deps: BotDeps,
): Promise<void> {
  switch (kind) {
    case 'issue':
    case 'return':
      if (/^\d{1,12}$/.test(typed))
        await tell(ctx, await begin(ctx, { kind, subject: { bookingId: Number(typed) } }, deps));
      else await chooseHandover(ctx, kind, 0, deps);
      return;
    case 'trip':
    case 'maintenance': {
      if (typed === '') return chooseCar(ctx, kind, 0, deps);
      const outcome = await chooseByPlate(ctx, kind, typed, deps);
      if ('told' in outcome) return tell(ctx, outcome.told);
      const { text, keyboard } = offerCars(outcome.cars, kind, typed, ctx.t);
      await ctx.reply(text, { reply_markup: keyboard });
      return;
    }
    case 'cash':
      return chooseBranch(ctx, deps);
  }
}

/** Whoever works in one branch hands in there. */
async function chooseBranch(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const branches = branchesOf(ctx.person, deps.company);
  const [only, ...others] = branches;
  if (only !== undefined && others.length === 0)
    return tell(ctx, await begin(ctx, { kind: 'cash', subject: { branch: only } }, deps));
  await showScreen(ctx, {
    lines: [html`<b>${ctx.t('choose-branch')}</b>`],
    keyboard: branches.map((branch) => [
      {
        text: branchTitle(branch, deps.company),
        data: encodeCallback({ action: 'checklist.cash', branch }),
      },
    ]),
  });
}

/** Null: the card says it all. */
export async function tell(ctx: StaffContext, text: string | null): Promise<void> {
  if (text === null) return;
  if (ctx.callbackQuery === undefined) await ctx.reply(text);
  else ctx.toast = { text, alert: true };
}
