import { audit } from '../../../domain/audit/index.js';
import { openIncident } from '../../../domain/incidents/index.js';
import { carTopic, cardPost, textPost } from '../../../domain/posts/index.js';
import type { Permission } from '../../../domain/staff/index.js';
import { createStaffTask } from '../../../domain/tasks/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines } from '../../../kernel/html.js';
import type { BotOffer, Car } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { branchesOf, branchTitle } from '../search/index.js';
import { branchKeyboard, offerText } from './offer-card.js';
import { emitOffer } from './offer.js';

type Made = 'problem' | 'mine' | 'task';
type Verb = Made | 'note' | 'drop';

const permissions: Readonly<Record<Made, Permission>> = {
  problem: 'incident.report',
  mine: 'task.create',
  task: 'task.create',
};

/** A button of an offer: by the one to whom it was made, once, while it stands. */
export async function pressOffer(
  ctx: StaffContext,
  press: { offerId: string; verb: Verb; branch?: string },
  deps: BotDeps,
): Promise<void> {
  const offer = await deps.prisma.botOffer.findUnique({ where: { id: press.offerId } });
  if (offer === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (offer.staffId !== ctx.person.telegramId) {
    ctx.toast = { text: ctx.t('offer-of-another'), alert: true };
    return;
  }
  const car = offer.carId === null ? null : await deps.prisma.car.findUnique({ where: { id: offer.carId } });
  if (offer.state !== 'open' || offer.expiresAt <= deps.clock.now())
    return tellItIsOver(ctx, offer, car, deps);
  switch (press.verb) {
    case 'drop':
      return settle(ctx, offer, car, deps, () => Promise.resolve(null));
    case 'note':
      if (car === null || !allowed(ctx, 'photo.attach', car.branch)) return;
      return settle(ctx, offer, car, deps, (work) => noteLocation(work, ctx, offer, car, deps));
    default:
      return pressMake(ctx, offer, car, press.verb, press.branch, deps);
  }
}

async function pressMake(
  ctx: StaffContext,
  offer: BotOffer,
  car: Car | null,
  verb: Made,
  chosen: string | undefined,
  deps: BotDeps,
): Promise<void> {
  const mine = branchesOf(ctx.person, permissions[verb], deps);
  const branch = offer.branch ?? chosen ?? (mine.length === 1 ? mine[0] : undefined);
  if (branch === undefined) return askBranch(ctx, offer, car, verb, mine, deps);
  if (!(branch in deps.company.branches) || !allowed(ctx, permissions[verb], branch)) return;
  await settle(ctx, offer, car, deps, (work) =>
    verb === 'problem'
      ? makeIncident(work, ctx, offer, branch, deps)
      : makeTask(work, ctx, offer, branch, verb === 'mine', deps),
  );
}

/** Somebody who works in several branches says in which one it is. */
async function askBranch(
  ctx: StaffContext,
  offer: BotOffer,
  car: Car | null,
  verb: Made,
  branches: readonly string[],
  deps: BotDeps,
): Promise<void> {
  const choices = branches.map((key) => ({ key, title: branchTitle(key, deps) }));
  await ctx.scope.commit((work) =>
    work.emit(
      cardPost({
        key: `offer:${offer.id}`,
        to: { chatId: String(offer.staffId) },
        html: lines(offerText(offer, car, ctx, deps), ctx.t('offer-which-branch')),
        keyboard: branchKeyboard(offer, verb, choices),
        correlationId: ctx.scope.correlationId,
        priority: 1,
      }),
    ),
  );
}

/** Does it when nobody did meanwhile: of two presses the first counts. `make` answers what became of it. */
async function settle(
  ctx: StaffContext,
  offer: BotOffer,
  car: Car | null,
  deps: BotDeps,
  make: (work: Work) => Promise<string | null>,
): Promise<void> {
  const settled = await ctx.scope.commit(async (work) => {
    const { count } = await work.tx.botOffer.updateMany({
      where: { id: offer.id, state: 'open' },
      data: { state: 'taken' },
    });
    if (count === 0) return null;
    const result = await make(work);
    const row = await work.tx.botOffer.update({
      where: { id: offer.id },
      data: { result, state: result === null ? 'dropped' : 'taken' },
    });
    await emitOffer(work, ctx, deps, row, car);
    return row;
  });
  ctx.toast = { text: ctx.t(settled === null ? 'offer-settled' : toastOf(settled)) };
}

function toastOf({ result }: BotOffer): string {
  return result === null ? 'offer-dropped' : 'offer-done';
}

async function makeIncident(
  work: Work,
  ctx: StaffContext,
  offer: BotOffer,
  branch: string,
  deps: BotDeps,
): Promise<string> {
  const { id } = await openIncident(work, deps, {
    ...{ kind: 'reported', branch, text: offer.text, key: `offer:${offer.id}` },
    ...(offer.carId !== null && { carId: offer.carId }),
    ...(offer.bookingId !== null && { bookingId: offer.bookingId }),
    openedBy: ctx.person.telegramId,
    correlationId: ctx.scope.correlationId,
  });
  return `incident:${id}`;
}

async function makeTask(
  work: Work,
  ctx: StaffContext,
  offer: BotOffer,
  branch: string,
  mine: boolean,
  deps: BotDeps,
): Promise<string> {
  const [firstLine = ''] = offer.text.trim().split('\n');
  const title = offer.title ?? firstLine;
  const { id } = await createStaffTask(work, deps, {
    ...{ title, branch, source: 'bot', sourceKey: `offer:${offer.id}` },
    ...(title !== offer.text.trim() && { body: offer.text }),
    ...(offer.carId !== null && { carId: offer.carId }),
    ...(offer.bookingId !== null && { bookingId: offer.bookingId }),
    ...(mine && { assigneeId: ctx.person.telegramId }),
    createdBy: ctx.person.telegramId,
    correlationId: ctx.scope.correlationId,
  });
  return `task:${id}`;
}

/** Where somebody stood, as a line in the topic of the car that they are busy with. */
async function noteLocation(
  work: Work,
  ctx: StaffContext,
  offer: BotOffer,
  car: Car,
  { texts, company }: BotDeps,
): Promise<string> {
  const t = texts.in(company.language);
  const at = `${offer.latitude ?? 0},${offer.longitude ?? 0}`;
  const { name, telegramId } = ctx.person;
  await audit(work.tx, {
    actor: telegramId,
    action: 'car.location_noted',
    subject: `car:${car.id}`,
    details: { latitude: offer.latitude, longitude: offer.longitude },
  });
  await work.emit(
    textPost({
      to: { branch: car.branch, topic: carTopic(car, t) },
      html: html`📍 <a href="https://maps.google.com/?q=${at}">${t('note-location')}</a> · ${name}`,
      correlationId: ctx.scope.correlationId,
    }),
  );
  return `note:${car.id}`;
}

async function tellItIsOver(
  ctx: StaffContext,
  offer: BotOffer,
  car: Car | null,
  deps: BotDeps,
): Promise<void> {
  // The card with what became of it, for one whose buttons still stand.
  await ctx.scope.commit((work) => emitOffer(work, ctx, deps, offer, car));
  ctx.toast = { text: ctx.t(offer.state === 'open' ? 'offer-expired' : 'offer-settled'), alert: true };
}
