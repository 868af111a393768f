import type { Work } from '../../../engine/jobs/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { lookUpCar, showBooking, showCar } from '../search/index.js';
import { makeOffer, type OfferAbout } from './offer.js';
import { understand, type Understood } from './understand.js';
import type { Words } from './words.js';

/**
 * What somebody writes in private while the bot waits for nothing. A question is answered; of anything else it is
 * offered what could be made of it, and nothing is made without a press.
 */
export async function takeText(ctx: StaffContext, text: string, words: Words, deps: BotDeps): Promise<void> {
  const understood = await understand(ctx, text, words, deps);
  const about = offerAbout(understood, isForwarded(ctx));
  await ctx.scope.commit(async (work) => {
    await noteMessage(work, ctx, text, understood);
    if (about !== null)
      await makeOffer(work, ctx, deps, {
        about,
        text,
        title: understood.title,
        car: understood.car,
        booking: understood.booking,
      });
  });
  if (about === null) await answer(ctx, text, understood, deps);
}

/** What was passed on is never small talk with the bot: somebody wants something made of it. */
function offerAbout({ kind, sought }: Understood, forwarded: boolean): OfferAbout | null {
  if (kind === 'problem' || kind === 'request' || kind === 'unclear') return kind;
  return forwarded && !sought ? 'unclear' : null;
}

function isForwarded({ message }: StaffContext): boolean {
  return message?.forward_origin !== undefined;
}

async function answer(ctx: StaffContext, text: string, understood: Understood, deps: BotDeps): Promise<void> {
  const { kind, car, booking, elsewhere, sought } = understood;
  if (kind === 'chat') await ctx.reply(ctx.t('chat-answer'));
  else if (booking !== null) await showBooking(ctx, booking.id, deps);
  else if (car !== null) await showCar(ctx, car.id, deps);
  else if (sought) await lookUpCar(ctx, text, deps);
  else await showScreen(ctx, { lines: [ctx.t(elsewhere ? 'text-elsewhere' : 'question-how')] });
}

/** The event, once an update: `message.employee`. */
export async function noteMessage(
  work: Work,
  ctx: StaffContext,
  text: string,
  { kind, by, car, booking }: Pick<Understood, 'kind' | 'by' | 'car' | 'booking'>,
): Promise<void> {
  const { message, person } = ctx;
  if (message === undefined) return;
  const [onlyBranch, another] = person.branches;
  await work.append({
    type: 'message.employee',
    source: 'telegram',
    branch: car?.branch ?? booking?.branch ?? (another === undefined ? (onlyBranch ?? null) : null),
    timestamp: new Date(message.date * 1_000),
    payload: {
      staff_id: String(person.telegramId),
      chat_id: String(message.chat.id),
      message_id: message.message_id,
      text,
      forwarded: isForwarded(ctx),
      ...{ kind, by },
      ...(car !== null && { car_id: car.id }),
      ...(booking !== null && { booking_id: booking.id }),
    },
    correlationId: ctx.scope.correlationId,
    dedupe: { key: `update:${ctx.update.update_id}` },
  });
}
