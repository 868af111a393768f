import { findBooking } from '../../../domain/bookings/index.js';
import { findCarOfPlates, findCars, platesIn } from '../../../domain/search/index.js';
import { may } from '../../../domain/staff/index.js';
import type { Car } from '../../../platform/prisma/index.js';
import type { Classification } from '../../core/classification.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { branchesOf } from '../search/index.js';
import { bookingNumbersIn, kindByWords, type Words } from './words.js';

/** What a message was taken for, and what it is about as far as the person may see that. */
export interface Understood {
  kind: 'question' | 'problem' | 'request' | 'chat' | 'unclear';
  by: 'rules' | 'llm';
  car: Car | null;
  booking: { id: number; branch: string } | null;
  /** It names a car or a booking of another branch. */
  elsewhere: boolean;
  /** It may be the model or a part of the plate of some cars. */
  sought: boolean;
  title: string | null;
}

/** The longest text that is looked up as the name of a car. */
const NAME_LIMIT = 24;

/** Rules first; what they do not know is asked of the language model, if there is one. */
export async function understand(
  ctx: StaffContext,
  text: string,
  words: Words,
  deps: BotDeps,
): Promise<Understood> {
  const named = await thingsNamed(ctx, platesIn(text), bookingNumbersIn(text, words), deps);
  const about = { ...named, sought: false, title: null };
  const worded = kindByWords(text, words);
  if (worded !== null) return { ...about, kind: worded, by: 'rules' };
  if (named.car !== null || named.booking !== null || named.elsewhere)
    return { ...about, kind: 'question', by: 'rules' };
  if (await isSought(ctx, text, deps)) return { ...about, kind: 'question', by: 'rules', sought: true };
  const said = (await deps.classify?.(text, ctx.language)) ?? null;
  return said === null ? { ...about, kind: 'unclear', by: 'rules' } : suggested(ctx, said, deps);
}

async function suggested(
  ctx: StaffContext,
  { kind, carPlate, bookingId, title }: Classification,
  deps: BotDeps,
): Promise<Understood> {
  const plates = carPlate === undefined ? [] : [carPlate];
  const named = await thingsNamed(ctx, plates, bookingId === undefined ? [] : [bookingId], deps);
  return { ...named, kind, by: 'llm', sought: false, title: title ?? null };
}

async function thingsNamed(
  { person }: StaffContext,
  plates: readonly string[],
  bookingIds: readonly number[],
  deps: BotDeps,
): Promise<Pick<Understood, 'car' | 'booking' | 'elsewhere'>> {
  const car = await findCarOfPlates(deps.prisma, plates);
  const booking = await firstBooking(bookingIds, deps);
  const mine = {
    car: car !== null && may(person, 'car.see', car.branch) ? car : null,
    booking: booking !== null && may(person, 'booking.see', booking.branch) ? booking : null,
  };
  const nothing = mine.car === null && mine.booking === null;
  return { ...mine, elsewhere: nothing && (car !== null || booking !== null) };
}

async function firstBooking(ids: readonly number[], deps: BotDeps): Promise<Understood['booking']> {
  for (const id of ids) {
    const view = id > LARGEST_ID ? null : await findBooking(deps.prisma, id);
    if (view !== null) return { id, branch: view.booking.branch };
  }
  return null;
}

/** What an integer column holds. */
const LARGEST_ID = 2_147_483_647;

/** "prius", "123": short, and there are cars of that. */
async function isSought(ctx: StaffContext, text: string, deps: BotDeps): Promise<boolean> {
  if (text.length > NAME_LIMIT || text.includes('\n')) return false;
  const found = await findCars(deps.prisma, text, branchesOf(ctx.person, 'car.see', deps), 1);
  return found.length > 0;
}
