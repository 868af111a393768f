import { html, lines, shorten, type Html } from '../../kernel/html.js';
import { formatMoney } from '../../kernel/money.js';
import { formatMoment, formatTime, type Language, type Translate } from '../../platform/i18n/index.js';
import type { CompanyFacts } from '../company/index.js';
import { deepLink, type Button } from '../posts/index.js';
import type { BookingView } from './view.js';

export function bookingCardKey(bookingId: number): string {
  return `booking:${bookingId}`;
}

/** The card of a booking in the branch's bookings topic. What is not known yet is said to be on its way. */
export function bookingCard(
  view: BookingView,
  context: { company: CompanyFacts; language: Language; t: Translate },
): Html {
  const { booking, car, client } = view;
  const { company, language, t } = context;
  const money = (minor: number | null) =>
    minor === null ? null : formatMoney({ minor, currency: company.currency }, language);
  const places = new Set([booking.locationStart, booking.locationEnd].filter((place) => place !== null));
  return lines(
    html`<b>${t('booking-title', { id: String(booking.id) })}</b> · ${statusOf(view, t)}`,
    '',
    html`🚗 ${carName(view, t)}`,
    client?.name === undefined || client.name === null ? null : html`👤 ${shorten(client.name, 120)}`,
    html`🗓 ${period(view, context)}`,
    places.size === 0 ? null : html`📍 ${shorten([...places].join(' → '), 300)}`,
    html`💰 ${t('booking-money', { total: money(booking.total) ?? '—', deposit: money(booking.deposit) ?? '—' })}`,
    html`🙋 ${booking.responsible ?? t('booking-no-responsible')}`,
    booking.description === null || booking.description === ''
      ? null
      : html`📝 ${shorten(booking.description, 500)}`,
    booking.issuedAt === null
      ? null
      : html`✅ ${t('booking-issued-at', { at: formatTime(booking.issuedAt, company.timezone, language) })}`,
    car !== null && car.plate === null ? html`<i>${t('booking-incomplete')}</i>` : null,
  );
}

/** Ways into the pages of the booking and its car, for cards in groups; who may open them is asked there. */
export function bookingLinks({ booking }: BookingView, t: Translate): Button[][] {
  const car = booking.carId;
  return [
    [
      { text: t('button-open-in-bot'), link: deepLink('booking', booking.id) },
      ...(car === null ? [] : [{ text: t('button-car-in-bot'), link: deepLink('car', car) }]),
    ],
  ];
}

function statusOf({ booking }: BookingView, t: Translate): string {
  if (booking.deleted) return t('booking-deleted');
  if (booking.returnedAt !== null) return t('booking-returned');
  if (booking.issuedAt !== null || booking.inRent) return t('booking-in-rent');
  return booking.state ?? t('booking-planned');
}

export function carName({ booking, car }: BookingView, t: Translate): string {
  if (booking.carId === null) return t('booking-no-car');
  const known = [car?.plate, car?.model].filter((part) => part !== null && part !== undefined).join(' · ');
  return known === '' ? t('topic-car', { id: String(booking.carId) }) : known;
}

function period(
  { booking }: BookingView,
  context: { company: CompanyFacts; language: Language; t: Translate },
): string {
  const moment = (at: Date | null) =>
    at === null ? '—' : formatMoment(at, context.company.timezone, context.language);
  return `${moment(booking.startAt)} → ${moment(booking.endAt)}`;
}
