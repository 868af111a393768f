import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { loadChecklist, lockChecklist } from '../../../domain/checklists/index.js';
import { nameAmount } from '../../../domain/handovers/index.js';
import { may } from '../../../domain/staff/index.js';
import { html, lines } from '../../../kernel/html.js';
import { formatMoney, parseMinor } from '../../../kernel/money.js';
import type { Language } from '../../../platform/i18n/index.js';
import type { Charge } from '../../../platform/prisma/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { emitChargesCard } from './return-charges.js';
import { showDecided } from './return-decided.js';
import { chargeName } from './return-words.js';
import { subjectName, viewOf } from './view.js';

type Talk = Conversation<BotContext>;

/** The name of the conversation. */
export const NAME_AMOUNT = 'charge-amount';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the question is about; kept with the conversation, so it is JSON. */
interface Asked {
  text: string;
  language: Language;
}

/** The button of a charge's card leads a manager of the branch to the question what it costs. */
export async function openCharge(ctx: StaffContext, chargeId: string): Promise<void> {
  await ctx.conversation.enter(NAME_AMOUNT, chargeId);
}

/** A manager types what a client pays for something. Whatever else they do ends it and goes its usual way. */
export function nameAmountDialogue(deps: BotDeps) {
  return async function nameChargeAmount(conversation: Talk, ctx: Context, chargeId: string): Promise<void> {
    const asked = await conversation.external((outer) => begin(outer, chargeId, deps));
    await ctx.reply(asked.text, { parse_mode: 'HTML' });
    if (asked.language === null) return;
    const t = deps.texts.in(asked.language);
    for (;;) {
      const answer = await conversation.wait();
      const text = answer.message?.text;
      if (text === undefined || text.startsWith('/')) return conversation.halt({ next: true });
      const minor = parseMinor(text);
      if (minor === null) {
        await answer.reply(t('charge-amount-expected'));
        continue;
      }
      await answer.reply(await conversation.external((outer) => save(outer, chargeId, minor, deps)));
      return;
    }
  };
}

/** The charge, when the person may decide about it: asked at every step. */
async function chargeFor(outer: BotContext, chargeId: string, deps: BotDeps): Promise<Charge | null> {
  const charge = UUID.test(chargeId)
    ? await deps.prisma.charge.findUnique({ where: { id: chargeId } })
    : null;
  const permitted =
    charge !== null && outer.person !== null && may(outer.person, 'approval.decide', charge.branch);
  return permitted ? charge : null;
}

async function begin(
  outer: BotContext,
  chargeId: string,
  deps: BotDeps,
): Promise<Asked | { text: string; language: null }> {
  const { t, language } = outer;
  const charge = await chargeFor(outer, chargeId, deps);
  if (charge === null) return { text: t('refused'), language: null };
  if (charge.state !== 'pending' || charge.amount !== null)
    return { text: t('charge-was-decided'), language: null };
  const open = await loadChecklist(deps.prisma, charge.checklistId);
  const car = open === null ? '—' : subjectName(viewOf(open, deps, language));
  const question = lines(
    html`<b>💰 ${chargeName(charge, t)}</b>`,
    html`🚗 ${car} · ${t('booking-title', { id: String(charge.bookingId) })}`,
    html`${t('charge-ask', { currency: charge.currency })}`,
  );
  return { text: question.markup, language };
}

/** Stores it, and shows everybody what it comes to; answers what the manager is told. */
async function save(outer: BotContext, chargeId: string, minor: number, deps: BotDeps): Promise<string> {
  const { person, scope, t, language } = outer;
  const charge = await chargeFor(outer, chargeId, deps);
  if (charge === null || person === null) return t('refused');
  const { correlationId } = scope;
  const { checklistId, bookingId, branch, currency } = charge;
  return scope.commit(async (work) => {
    const open = await lockChecklist(work.tx, checklistId);
    const named = { chargeId, minor, by: person.telegramId, now: deps.clock.now() };
    if (!(await nameAmount(work.tx, named))) return t('charge-was-decided');
    const car = open === null ? '—' : subjectName(viewOf(open, deps, deps.company.language));
    await emitChargesCard(work, { checklistId, bookingId, branch, car, correlationId }, deps);
    await showDecided(work, checklistId, { key: 'return-charges-named' }, deps, correlationId);
    return minor === 0
      ? t('charge-dropped')
      : t('charge-named', { amount: formatMoney({ minor, currency }, language) });
  });
}
