import { bookingCard } from '../../../domain/bookings/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { loadBookingFacts, type BookingFacts } from '../../../domain/search/index.js';
import { may } from '../../../domain/staff/index.js';
import { html, lines, shorten, type Line } from '../../../kernel/html.js';
import { formatMoney } from '../../../kernel/money.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { clientLine } from './client-line.js';
import { handoverButton } from './handover-button.js';
import { branchTitle } from './reach.js';
import { readerOf, type Reader } from './reader.js';
import { checklistWord, timelineLine } from './timeline.js';

/** The newest of them are shown: what happened long ago is in the topics. */
const TIMELINE = 15;
const LABEL_LIMIT = 60;

/** The page of a booking, for those who may see bookings of its branch; to others it says no more than that. */
export async function showBooking(ctx: StaffContext, bookingId: number, deps: BotDeps): Promise<void> {
  const facts = await loadBookingFacts(deps.prisma, bookingId);
  if (facts === null) return showScreen(ctx, { lines: [ctx.t('booking-unknown')] });
  if (!may(ctx.person, 'booking.see', facts.booking.branch))
    return showScreen(ctx, { lines: [ctx.t('booking-elsewhere')] });
  const reader = readerOf(ctx, deps);
  const { t, language } = reader;
  const phone = phoneOf(facts, ctx);
  await showScreen(ctx, {
    lines: [
      bookingCard(facts, { company: deps.company, language, t }),
      phone === null ? null : html`📞 ${phone}`,
      html`🏢 ${branchTitle(facts.booking.branch, deps)}`,
      deposit(facts, reader),
      ...checklists(facts, reader),
      ...timeline(facts, reader),
    ],
    keyboard: keyboardOf(facts, ctx, reader),
  });
}

function phoneOf(facts: BookingFacts, ctx: StaffContext): string | null {
  const { client } = facts;
  if (client === null) return null;
  return clientLine({ ...facts, client: { ...client, name: null } }, ctx);
}

/** What was really taken at the issue, which may differ from what the booking says. */
function deposit({ handovers }: BookingFacts, { t, language }: Reader): Line {
  const taken = handovers.find(({ kind, depositAmount }) => kind === 'issue' && depositAmount !== null);
  if (taken === undefined || taken.depositAmount === null || taken.depositCurrency === null) return null;
  const amount = formatMoney({ minor: taken.depositAmount, currency: taken.depositCurrency }, language);
  return html`🔒 ${t('booking-deposit-taken', { amount })}`;
}

function checklists({ checklists: all }: BookingFacts, reader: Reader): Line[] {
  if (all.length === 0) return [];
  return [
    '',
    html`<b>${reader.t('booking-checklists')}</b>`,
    ...all.map(({ kind, state, by }) => {
      const sign = state === 'done' ? '✅' : '⏳';
      return html`${sign} ${[checklistWord(kind, reader), by].filter((part) => part !== null).join(' · ')}`;
    }),
  ];
}

function timeline({ timeline: all }: BookingFacts, reader: Reader): Line[] {
  if (all.length === 0) return [];
  const shown = all.slice(-TIMELINE);
  const entries = lines(...shown.map((entry) => timelineLine(entry, reader)));
  return ['', html`<b>${reader.t('booking-timeline')}</b>`, shown.length < all.length ? '…' : null, entries];
}

function keyboardOf({ booking, car }: BookingFacts, ctx: StaffContext, { t }: Reader): Button[][] {
  const maySeeCar = car !== null && !car.deleted && may(ctx.person, 'car.see', car.branch);
  return [
    handoverButton(booking, ctx),
    maySeeCar
      ? [
          {
            text: shorten(`🚗 ${car.plate ?? t('topic-car', { id: String(car.id) })}`, LABEL_LIMIT),
            data: encodeCallback({ action: 'car.show', carId: car.id }),
          },
        ]
      : [],
  ];
}
