import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard, type Context } from 'grammy';
import { activeChecklistId, carsToChoose, type CarKind } from '../../../domain/checklists/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { findCars } from '../../../domain/search/index.js';
import { html, shorten } from '../../../kernel/html.js';
import type { Language, Translate } from '../../../platform/i18n/index.js';
import type { Car } from '../../../platform/prisma/index.js';
import { branchesOf } from '../../core/branches.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';
import { begin } from './begin.js';

/** The name of the conversation. */
export const CHOOSE_CAR = 'choose-car';

const PAGE = 10;
const IN_A_ROW = 2;
const FOUND = 6;
const LABEL_LIMIT = 40;
const TYPED_LIMIT = 40;

/** `/trip` and `/maintenance`: the cars of the person's branches as buttons; a plate can be typed as well. */
export async function chooseCar(
  ctx: StaffContext,
  kind: CarKind,
  wanted: number,
  deps: BotDeps,
): Promise<void> {
  const { t } = ctx;
  const branches = branchesOf(ctx.person, deps.company);
  const { total } = await carsToChoose(deps.prisma, branches, { skip: 0, take: 1 });
  const { page, pages, skip } = pageOf(total, PAGE, wanted);
  const { items } = await carsToChoose(deps.prisma, branches, { skip, take: PAGE });
  await showScreen(ctx, {
    lines: [
      html`<b>${t(`choose-title-${kind}`)}</b>${pageNumber(page, pages)}`,
      total === 0 ? t('choose-none') : t('choose-plate'),
    ],
    keyboard: [
      ...carRows(items, kind, t),
      turning(page, pages, (to) => ({ action: 'checklist.choose', kind, page: to })),
    ],
  });
  if (total === 0 || ctx.chat?.type !== 'private') return;
  await ctx.conversation.exitAll();
  await ctx.conversation.enter(CHOOSE_CAR, kind);
}

/** A plate given with the command, or typed: the car that has just this plate is taken, others are offered. */
export async function chooseByPlate(
  ctx: StaffContext,
  kind: CarKind,
  typed: string,
  deps: BotDeps,
): Promise<{ told: string | null } | { cars: Car[] }> {
  const branches = branchesOf(ctx.person, deps.company);
  const found = await findCars(deps.prisma, typed, branches, FOUND);
  const exact = found.filter((one) => one.exact);
  const [only, ...others] = exact;
  if (only !== undefined && others.length === 0)
    return { told: await begin(ctx, { kind, subject: { carId: only.car.id } }, deps) };
  return { cars: found.map(({ car }) => car) };
}

/** What is said of a plate that is not just one car's: the cars that it may be, or that there is none. */
export function offerCars(
  cars: readonly Car[],
  kind: CarKind,
  typed: string,
  t: Translate,
): { text: string; keyboard: InlineKeyboard } {
  const keyboard = new InlineKeyboard();
  for (const row of carRows(cars, kind, t)) {
    for (const button of row) if ('data' in button) keyboard.text(button.text, button.data);
    keyboard.row();
  }
  const plate = shorten(typed, TYPED_LIMIT);
  return { text: cars.length === 0 ? t('choose-plate-unknown', { plate }) : t('choose-plate'), keyboard };
}

type Answer = { type: 'begun' } | { type: 'pass' } | { type: 'asked'; text: string; cars: Car[] };

/** A typed plate begins the checklist; whatever else they do ends the dialogue and goes its usual way. */
export function chooseCarDialogue(deps: BotDeps) {
  return async function choose(
    conversation: Conversation<BotContext>,
    ctx: Context,
    kind: CarKind,
  ): Promise<void> {
    for (;;) {
      const message = await conversation.wait();
      const typed = message.message?.text;
      if (typed === undefined || typed.startsWith('/')) return conversation.halt({ next: true });
      const { answer, language } = await conversation.external(async (outer) => ({
        answer: await answerTo(outer, kind, typed, deps),
        language: outer.language satisfies Language,
      }));
      if (answer.type === 'pass') return conversation.halt({ next: true });
      if (answer.type === 'begun') return;
      const offer = offerCars(answer.cars, kind, typed, deps.texts.in(language));
      const text = answer.text === '' ? offer.text : answer.text;
      await ctx.reply(text, { reply_markup: offer.keyboard });
    }
  };
}

async function answerTo(outer: BotContext, kind: CarKind, typed: string, deps: BotDeps): Promise<Answer> {
  if (outer.person === null) return { type: 'pass' };
  const staff = outer as StaffContext;
  const outcome = await chooseByPlate(staff, kind, typed, deps);
  if ('told' in outcome)
    return outcome.told === null ? { type: 'begun' } : { type: 'asked', text: outcome.told, cars: [] };
  const me = staff.person.telegramId;
  // They went on with what they had begun before: a mileage is no plate.
  if (outcome.cars.length === 0 && (await activeChecklistId(deps.prisma, me, me)) !== null)
    return { type: 'pass' };
  return { type: 'asked', text: '', cars: outcome.cars };
}

function carRows(cars: readonly Car[], kind: CarKind, t: Translate): Button[][] {
  const buttons = cars.map((car): Button => {
    const known = [car.plate, car.model].filter((part) => part !== null && part !== '').join(' · ');
    return {
      text: shorten(known === '' ? t('topic-car', { id: String(car.id) }) : known, LABEL_LIMIT),
      data: encodeCallback({ action: 'checklist.begin', kind, subjectId: car.id }),
    };
  });
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += IN_A_ROW) rows.push(buttons.slice(at, at + IN_A_ROW));
  return rows;
}
