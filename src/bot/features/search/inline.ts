import { Composer, GrammyError } from 'grammy';
import { DateTime } from 'luxon';
import type { InlineQueryResultArticle } from 'grammy/types';
import { findBooking, type BookingView } from '../../../domain/bookings/index.js';
import {
  bookingsOfCars,
  findBookingsOfClients,
  findBookingsOfDay,
  findCars,
} from '../../../domain/search/index.js';
import { may } from '../../../domain/staff/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { bookingArticle, carArticle } from './articles.js';
import { bookingNumber } from './look-up.js';
import { branchesOf } from './reach.js';

/** Telegram's bound for one answer. */
const MOST = 50;
const MOST_CARS = 30;
/** Short: what was true a minute ago is told to a client who stands at the desk. */
const CACHE_SECONDS = 3;
const QUERY_LIMIT = 64;

/** `@bot AA123` or a client's name, typed in any chat: what the person may see of it. */
export function inlineSearch(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('inline_query', async (ctx) => {
    const staff = ctx as unknown as StaffContext;
    await answer(ctx, await resultsFor(staff, ctx.inlineQuery.query, deps));
  });
  return composer;
}

/** A stranger's search ends at once, with nothing in it. */
export function nothingForStrangers(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('inline_query').filter(
    (ctx) => ctx.person === null,
    (ctx) => answer(ctx, []),
  );
  return composer;
}

async function answer(ctx: BotContext, results: InlineQueryResultArticle[]): Promise<void> {
  try {
    await ctx.answerInlineQuery(results, { cache_time: CACHE_SECONDS, is_personal: true });
  } catch (error) {
    // "query is too old": the person has typed on, and that has an answer of its own.
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    ctx.scope.log.debug({ err: error }, 'an inline query could not be answered any more');
  }
}

async function resultsFor(
  ctx: StaffContext,
  query: string,
  deps: BotDeps,
): Promise<InlineQueryResultArticle[]> {
  const typed = query.trim().slice(0, QUERY_LIMIT);
  if (typed === '') return today(ctx, deps);
  const branches = branchesOf(ctx.person, 'booking.see', deps);
  const now = deps.clock.now();
  const number = await numbered(ctx, typed, deps);
  const cars = await carArticles(ctx, typed, deps);
  const bookings = await findBookingsOfClients(deps.prisma, typed, branches, now, MOST);
  const articles = [...number, ...bookings.filter(({ booking }) => booking.id !== number[0]?.booking.id)].map(
    (view) => bookingArticle(view, ctx, deps),
  );
  return [...cars, ...articles].slice(0, MOST);
}

/** What is to be issued and returned today. */
async function today(ctx: StaffContext, deps: BotDeps): Promise<InlineQueryResultArticle[]> {
  const noon = DateTime.fromJSDate(deps.clock.now(), { zone: deps.company.timezone });
  const [from, to] = [noon.startOf('day').toJSDate(), noon.endOf('day').toJSDate()];
  const branches = branchesOf(ctx.person, 'booking.see', deps);
  const views = await findBookingsOfDay(deps.prisma, branches, from, to, MOST);
  return views.map((view) => bookingArticle(view, ctx, deps));
}

async function numbered(ctx: StaffContext, typed: string, deps: BotDeps): Promise<BookingView[]> {
  const id = bookingNumber(typed);
  const view = id === null ? null : await findBooking(deps.prisma, id);
  return view !== null && may(ctx.person, 'booking.see', view.booking.branch) ? [view] : [];
}

async function carArticles(
  ctx: StaffContext,
  typed: string,
  deps: BotDeps,
): Promise<InlineQueryResultArticle[]> {
  const found = await findCars(deps.prisma, typed, branchesOf(ctx.person, 'car.see', deps), MOST_CARS);
  const bookings = await bookingsOfCars(
    deps.prisma,
    found.map(({ car }) => car.id),
    deps.clock.now(),
  );
  return found.map(({ car }) => carArticle(car, bookings(car.id), ctx, deps));
}
