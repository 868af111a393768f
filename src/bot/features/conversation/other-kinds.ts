import { GrammyError } from 'grammy';
import { activeChecklistId } from '../../../domain/checklists/index.js';
import type { Car } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { makeOffer } from './offer.js';

/**
 * Messages that are neither words nor pictures: each is told what to send instead. They are answered in the middle of a
 * checklist too, which would only call them no photo. False: text and pictures, which are for others.
 */
export async function takeOtherKind(ctx: StaffContext, deps: BotDeps): Promise<boolean> {
  const { message, t } = ctx;
  if (message === undefined) return false;
  // An animation also is a document, and a venue also a location.
  if (message.animation ?? message.sticker ?? message.dice) await nod(ctx);
  else if (message.voice ?? message.video_note ?? message.audio) await ctx.reply(t('kind-voice'));
  else if (message.video) await ctx.reply(t('kind-video'));
  else if (message.location) await takeLocation(ctx, message.location, deps);
  else if (message.contact) await ctx.reply(t('kind-contact'));
  else if (message.poll) await ctx.reply(t('kind-poll'));
  else if (message.document && message.document.mime_type?.startsWith('image/') !== true)
    await ctx.reply(t('kind-document'));
  // The rest is what Telegram itself tells of: a pinned message, a changed timer.
  else return message.text === undefined && message.photo === undefined && message.document === undefined;
  return true;
}

/** A sign that it was seen, no words. */
async function nod(ctx: StaffContext): Promise<void> {
  try {
    await ctx.react('👍');
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    ctx.scope.log.debug({ err: error }, 'no reaction could be put on a message');
  }
}

async function takeLocation(
  ctx: StaffContext,
  { latitude, longitude }: { latitude: number; longitude: number },
  deps: BotDeps,
): Promise<void> {
  const car = await carOfChecklist(ctx, deps);
  if (car === null) {
    await ctx.reply(ctx.t('kind-location'));
    return;
  }
  const offer = { about: 'location' as const, text: '', car, booking: null, place: { latitude, longitude } };
  await ctx.scope.commit((work) => makeOffer(work, ctx, deps, offer));
}

/** The car of the checklist that the person is walking. */
async function carOfChecklist({ person }: StaffContext, { prisma }: BotDeps): Promise<Car | null> {
  const id = await activeChecklistId(prisma, person.telegramId, person.telegramId);
  const checklist = id === null ? null : await prisma.checklist.findUnique({ where: { id } });
  const carId = checklist?.carId ?? null;
  return carId === null ? null : prisma.car.findUnique({ where: { id: carId } });
}
