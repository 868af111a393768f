import { encodeCallback, type Button, type CallbackOf } from '../../../domain/posts/index.js';
import { html, lines, shorten, type Html } from '../../../kernel/html.js';
import type { Translate } from '../../../platform/i18n/index.js';
import type { BotOffer, Car } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { nameOfCar, readerOf } from '../search/index.js';

const TEXT_LIMIT = 600;

const questions: Readonly<Record<string, string>> = {
  problem: 'offer-problem',
  request: 'offer-request',
  unclear: 'offer-unclear',
  location: 'offer-location',
};

/** What is asked, about what, and what became of it. */
export function offerText(offer: BotOffer, car: Car | null, ctx: StaffContext, deps: BotDeps): Html {
  const { t } = ctx;
  const { about, text, bookingId, state } = offer;
  return lines(
    html`<b>${t(questions[about] ?? 'offer-unclear')}</b>`,
    car === null ? null : html`🚗 ${nameOfCar(car, readerOf(ctx, deps))}`,
    bookingId === null ? null : html`📄 ${t('booking-title', { id: String(bookingId) })}`,
    text === '' ? null : html`<blockquote>${shorten(text, TEXT_LIMIT)}</blockquote>`,
    state === 'open' && offer.expiresAt > deps.clock.now() ? null : html`${outcome(offer, t)}`,
  );
}

function outcome({ state, result }: BotOffer, t: Translate): string {
  if (state === 'open') return t('offer-expired');
  if (state === 'dropped') return t('offer-dropped');
  if (result?.startsWith('incident:') === true) return t('offer-became-incident');
  return t(result?.startsWith('task:') === true ? 'offer-became-task' : 'offer-became-note');
}

/** The likelier thing first. */
export function offerKeyboard(offer: BotOffer, t: Translate): Button[][] {
  const button = (text: string, verb: CallbackOf<'offer'>['verb']): Button[] => [
    { text, data: encodeCallback({ action: 'offer', offerId: offer.id, verb }) },
  ];
  const no = button(t('button-offer-drop'), 'drop');
  if (offer.about === 'location') return [button(t('button-offer-note'), 'note'), no];
  const problem = button(t('button-offer-problem'), 'problem');
  const tasks = [button(t('button-offer-mine'), 'mine'), button(t('button-offer-task'), 'task')];
  return offer.about === 'request' ? [...tasks, problem, no] : [problem, ...tasks, no];
}

/** In which branch it is, of those where the person may. */
export function branchKeyboard(
  offer: BotOffer,
  verb: CallbackOf<'offer.branch'>['verb'],
  branches: readonly { key: string; title: string }[],
): Button[][] {
  return branches.map(({ key, title }) => [
    { text: title, data: encodeCallback({ action: 'offer.branch', offerId: offer.id, verb, branch: key }) },
  ]);
}
