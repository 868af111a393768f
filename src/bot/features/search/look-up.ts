import { encodeCallback } from '../../../domain/posts/index.js';
import { findCars, type FoundCar } from '../../../domain/search/index.js';
import { html, shorten } from '../../../kernel/html.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { showBooking } from './booking-page.js';
import { showCar } from './car-page.js';
import { nameOfCar } from './car-words.js';
import { branchesOf, branchTitle } from './reach.js';
import { readerOf } from './reader.js';

const MOST = 10;
const TYPED_LIMIT = 40;
const LABEL_LIMIT = 60;

/** `/car prius`: the page of the one car that it can be, or a list of those. */
export async function lookUpCar(ctx: StaffContext, typed: string, deps: BotDeps): Promise<void> {
  const branches = branchesOf(ctx.person, 'car.see', deps);
  const found = await findCars(deps.prisma, typed, branches, MOST + 1);
  const [first, second] = found;
  if (first !== undefined && (second === undefined || (first.exact && !second.exact)))
    return showCar(ctx, first.car.id, deps);
  if (first !== undefined) return showCars(ctx, found, deps);
  const [elsewhere] = await findCars(deps.prisma, typed, 'all', 1);
  await showScreen(ctx, {
    lines: [
      elsewhere?.exact === true
        ? ctx.t('car-elsewhere')
        : ctx.t('car-not-found', { typed: shorten(typed, TYPED_LIMIT) }),
      ctx.t('car-how-to-ask'),
    ].map((line) => html`${line}`),
  });
}

async function showCars(ctx: StaffContext, found: readonly FoundCar[], deps: BotDeps): Promise<void> {
  const reader = readerOf(ctx, deps);
  const cars = found.slice(0, MOST).map(({ car }) => car);
  await showScreen(ctx, {
    lines: [
      html`<b>${ctx.t('cars-found')}</b>`,
      ...cars.map((car) => html`• ${nameOfCar(car, reader)} · ${branchTitle(car.branch, deps)}`),
      found.length > MOST ? ctx.t('cars-more') : null,
    ],
    keyboard: cars.map((car) => [
      {
        text: shorten(nameOfCar(car, reader), LABEL_LIMIT),
        data: encodeCallback({ action: 'car.show', carId: car.id }),
      },
    ]),
  });
}

/** `/booking 506539`. */
export async function lookUpBooking(ctx: StaffContext, typed: string, deps: BotDeps): Promise<void> {
  const id = bookingNumber(typed);
  if (id === null) return showScreen(ctx, { lines: [ctx.t('booking-number-expected')] });
  await showBooking(ctx, id, deps);
}

/** "№ 506 539" is 506539; null when it is no number of a booking. */
export function bookingNumber(typed: string): number | null {
  const digits = typed.replaceAll(/[\s#№.]/g, '');
  return /^\d{1,9}$/.test(digits) && Number(digits) > 0 ? Number(digits) : null;
}
