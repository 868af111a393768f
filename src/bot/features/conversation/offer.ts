import { randomUUID } from 'node:crypto';
import { cardPost } from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { BotOffer, Car } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { offerKeyboard, offerText } from './offer-card.js';

export type OfferAbout = 'problem' | 'request' | 'unclear' | 'location';

const VALID_MS = 24 * 3_600_000;
/** What was offered and not taken is nobody's business for longer. */
const KEPT_MS = 30 * VALID_MS;

export interface NewOffer {
  about: OfferAbout;
  text: string;
  title?: string | null;
  car: Car | null;
  booking: { id: number; branch: string } | null;
  place?: { latitude: number; longitude: number };
}

/** Keeps what was written and asks, in private, what is to become of it. */
export async function makeOffer(
  work: Work,
  ctx: StaffContext,
  deps: BotDeps,
  offer: NewOffer,
): Promise<void> {
  const { about, text, title, car, booking, place } = offer;
  const now = deps.clock.now();
  const [onlyBranch, another] = ctx.person.branches;
  await work.tx.botOffer.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
  const row = await work.tx.botOffer.create({
    data: {
      ...{ id: randomUUID(), staffId: ctx.person.telegramId, about, text, title: title ?? null },
      branch: car?.branch ?? booking?.branch ?? (another === undefined ? (onlyBranch ?? null) : null),
      carId: car?.id ?? null,
      bookingId: booking?.id ?? null,
      ...place,
      state: 'open',
      createdAt: now,
      expiresAt: new Date(now.getTime() + VALID_MS),
    },
  });
  await emitOffer(work, ctx, deps, row, car);
}

/** The card of an offer as it stands: with its buttons while it is open, with what became of it after that. */
export async function emitOffer(
  work: Work,
  ctx: StaffContext,
  deps: BotDeps,
  offer: BotOffer,
  car: Car | null,
): Promise<void> {
  const isOpen = offer.state === 'open' && offer.expiresAt > deps.clock.now();
  await work.emit(
    cardPost({
      key: `offer:${offer.id}`,
      to: { chatId: String(offer.staffId) },
      html: offerText(offer, car, ctx, deps),
      keyboard: isOpen ? offerKeyboard(offer, ctx.t) : [],
      correlationId: ctx.scope.correlationId,
      priority: 1,
    }),
  );
}
