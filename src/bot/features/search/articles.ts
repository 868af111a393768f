import type { InlineQueryResultArticle } from 'grammy/types';
import { carName, type BookingView } from '../../../domain/bookings/index.js';
import { deepLink, inlineKeyboard } from '../../../domain/posts/index.js';
import type { CarBookings } from '../../../domain/search/index.js';
import { html, lines, shorten, type Html } from '../../../kernel/html.js';
import type { Car } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { nameOfCar, stateOfCar } from './car-words.js';
import { branchTitle } from './reach.js';
import { readerOf } from './reader.js';

const TITLE_LIMIT = 100;
const NAME_LIMIT = 80;

/** A car as a result of an inline query. It goes into any chat, so it holds no client. */
export function carArticle(
  car: Car,
  bookings: CarBookings,
  ctx: StaffContext,
  deps: BotDeps,
): InlineQueryResultArticle {
  const reader = readerOf(ctx, deps);
  const [name, state, branch] = [
    nameOfCar(car, reader),
    stateOfCar(bookings, reader),
    branchTitle(car.branch, deps),
  ];
  return article({
    id: `car-${car.id}`,
    title: name,
    description: `${state} · ${branch}`,
    text: lines(html`<b>🚗 ${name}</b>`, state, html`📍 ${branch}`),
    link: deepLink('car', car.id),
    ctx,
  });
}

/** A booking as a result of an inline query: the client by name only. */
export function bookingArticle(
  view: BookingView,
  ctx: StaffContext,
  deps: BotDeps,
): InlineQueryResultArticle {
  const { booking, client } = view;
  const { t, moment } = readerOf(ctx, deps);
  const title = t('booking-title', { id: String(booking.id) });
  const name = client?.name === null || client === null ? null : shorten(client.name, NAME_LIMIT);
  const period = `${moment(booking.startAt)} → ${moment(booking.endAt)}`;
  const car = carName(view, t);
  return article({
    id: `booking-${booking.id}`,
    title: [title, name].filter((part) => part !== null).join(' · '),
    description: `${car}\n${period}`,
    text: lines(
      html`<b>${title}</b>`,
      html`🚗 ${car}`,
      name === null ? null : html`👤 ${name}`,
      html`🗓 ${period}`,
      html`📍 ${branchTitle(booking.branch, deps)}`,
    ),
    link: deepLink('booking', booking.id),
    ctx,
  });
}

function article(what: {
  id: string;
  title: string;
  description: string;
  text: Html;
  link: string;
  ctx: StaffContext;
}): InlineQueryResultArticle {
  const { id, title, description, text, link, ctx } = what;
  return {
    type: 'article',
    id,
    title: shorten(title, TITLE_LIMIT),
    description,
    input_message_content: {
      message_text: text.markup,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
    reply_markup: inlineKeyboard([[{ text: ctx.t('button-open-in-bot'), link }]], ctx.me.username),
  };
}
