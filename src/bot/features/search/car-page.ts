import type { BookingView } from '../../../domain/bookings/index.js';
import { carPhotosButton } from '../../../domain/photos/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { loadCarFacts, topicUrl, type CarFacts } from '../../../domain/search/index.js';
import { may } from '../../../domain/staff/index.js';
import { html, shorten, type Html, type Line } from '../../../kernel/html.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { nameOfCar, stateOfCar } from './car-words.js';
import { handoverButton } from './handover-button.js';
import { branchTitle } from './reach.js';
import { readerOf, type Reader } from './reader.js';
import { clientLine } from './client-line.js';

const TEXT_LIMIT = 120;

/** The page of a car, for those who may see cars of its branch; to others it says no more than that. */
export async function showCar(ctx: StaffContext, carId: number, deps: BotDeps): Promise<void> {
  const chatOf = (branch: string): bigint | undefined => deps.company.branches[branch]?.chatId;
  const facts = await loadCarFacts(deps.prisma, carId, deps.clock.now(), chatOf);
  if (facts === null) return showScreen(ctx, { lines: [ctx.t('car-unknown')] });
  if (!may(ctx.person, 'car.see', facts.car.branch))
    return showScreen(ctx, { lines: [ctx.t('car-elsewhere')] });
  const reader = readerOf(ctx, deps);
  await showScreen(ctx, {
    lines: [
      ...about(facts, reader, deps),
      ...outAndNext(facts, ctx, reader, deps),
      ...open(facts, reader),
      lastHandover(facts, reader),
    ],
    keyboard: keyboardOf(facts, ctx),
  });
}

function about({ car, rented, next, inService }: CarFacts, reader: Reader, deps: BotDeps): Line[] {
  const { t, number } = reader;
  const condition = [
    car.mileage === null ? null : t('car-mileage', { km: number(car.mileage) }),
    car.fuelEighths === null ? null : t('car-fuel', { eighths: car.fuelEighths }),
    car.clean === null ? null : t(car.clean ? 'car-clean' : 'car-dirty'),
  ].filter((part) => part !== null);
  const state = stateOfCar(
    { rented: rented?.booking ?? null, next: next.map(({ booking }) => booking) },
    reader,
    inService,
  );
  return [
    html`<b>🚗 ${nameOfCar(car, reader)}</b>`,
    state,
    html`📍 ${branchTitle(car.branch, deps)}`,
    condition.length === 0 ? null : condition.join(' · '),
  ];
}

function outAndNext({ rented, next }: CarFacts, ctx: StaffContext, reader: Reader, deps: BotDeps): Line[] {
  const { t } = reader;
  return [
    ...(rented === null ? [] : ['', html`<b>${t('car-now')}</b>`, bookingLine(rented, ctx, reader, deps)]),
    ...(next.length === 0 ? [] : ['', html`<b>${t('car-next')}</b>`]),
    ...next.map((view) => bookingLine(view, ctx, reader, deps)),
  ];
}

/** A booking of a branch that is not theirs tells only when the car is not to be had. */
function bookingLine(view: BookingView, ctx: StaffContext, reader: Reader, deps: BotDeps): Html {
  const { booking } = view;
  const { t, moment } = reader;
  const period = `${moment(booking.startAt)} → ${moment(booking.endAt)}`;
  if (!may(ctx.person, 'booking.see', booking.branch))
    return html`• ${period} · ${branchTitle(booking.branch, deps)}`;
  const client = clientLine(view, ctx);
  return html`• ${period} · ${t('booking-title', { id: String(booking.id) })}${client && html` · ${client}`}`;
}

function open({ incidents, tasks }: CarFacts, { t }: Reader): Line[] {
  return [
    ...(incidents.length === 0 ? [] : ['', html`<b>${t('car-incidents', { count: incidents.length })}</b>`]),
    ...incidents.map(({ text }) => html`• ${shorten(text, TEXT_LIMIT)}`),
    ...(tasks.length === 0 ? [] : ['', html`<b>${t('car-tasks', { count: tasks.length })}</b>`]),
    ...tasks.map(({ title }) => html`• ${shorten(title, TEXT_LIMIT)}`),
  ];
}

function lastHandover({ lastHandover: last }: CarFacts, { t, moment, number }: Reader): Line {
  if (last === null) return null;
  const facts = [
    last.mileage === null ? null : t('car-mileage', { km: number(last.mileage) }),
    last.fuelEighths === null ? null : t('car-fuel', { eighths: last.fuelEighths }),
    Array.isArray(last.damage) && last.damage.length > 0
      ? t('car-marks', { count: last.damage.length })
      : null,
    last.missing.length === 0 ? null : t('car-missing', { count: last.missing.length }),
  ].filter((part) => part !== null);
  const told = { at: moment(last.at), name: last.by ?? '—' };
  const head = last.kind === 'return' ? t('car-last-return', told) : t('car-last-issue', told);
  return html`\n🤝 ${[head, ...facts].join(' · ')}`;
}

function keyboardOf({ car, rented, next, topic }: CarFacts, ctx: StaffContext): Button[][] {
  const { t } = ctx;
  const bookings = [rented, ...next]
    .filter((view) => view !== null)
    .map(({ booking }) => booking)
    .filter((booking) => may(ctx.person, 'booking.see', booking.branch));
  // The car comes back before it goes out again.
  const due = rented?.booking ?? next[0]?.booking;
  const url = topic === null ? null : topicUrl(topic);
  const tell = (text: string, about: 'problem' | 'request'): Button => ({
    text,
    data: encodeCallback({ action: 'car.tell', carId: car.id, about }),
  });
  return [
    due === undefined ? [] : handoverButton(due, ctx),
    ...bookings.map(({ id }) => [
      {
        text: `📄 ${t('booking-title', { id: String(id) })}`,
        data: encodeCallback({ action: 'booking.show', bookingId: id }),
      },
    ]),
    [carPhotosButton(car.id, t), ...(url === null ? [] : [{ text: t('button-topic'), url }])],
    [tell(t('button-report-problem'), 'problem'), tell(t('button-new-task'), 'request')],
  ];
}
