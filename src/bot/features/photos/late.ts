import {
  lockChecklist,
  missingParts,
  SHOW_CHECKLIST,
  type OpenChecklist,
  type ShowChecklist,
} from '../../../domain/checklists/index.js';
import {
  addMissingPhotosButton,
  addPhoto,
  endLatePhotos,
  expectLatePhotos,
  latePhotosUntil,
  noLongerMissing,
  slotName,
  STORE_PHOTO,
  type TakenPhoto,
} from '../../../domain/photos/index.js';
import { albumPost, cardPost, carTopic, encodeCallback, standingTopic } from '../../../domain/posts/index.js';
import { may } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, lines } from '../../../kernel/html.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';

/** The button on the card of a checklist that has ended: what its walker sends next are the photos that it lacks. */
export async function pressMissing(ctx: StaffContext, checklistId: string, deps: BotDeps): Promise<void> {
  const row = await deps.prisma.checklist.findUnique({ where: { id: checklistId } });
  if (row === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, 'checklist.walk', row.branch)) return;
  if (row.staffId !== ctx.person.telegramId) {
    ctx.toast = { text: ctx.t('checklist-of-another'), alert: true };
    return;
  }
  const told = await ctx.scope.commit(async (work) => {
    const open = await lockChecklist(work.tx, checklistId);
    const now = deps.clock.now();
    const latest = open === null ? null : latePhotosUntil(open.row, now);
    if (open === null || latest === null) return 'photos-late-over';
    if (missingSlots(open).length === 0) return 'photos-late-complete';
    await expectLatePhotos(work.tx, { staffId: row.staffId, checklistId, latest, now });
    await emitLateCard(work, open, ctx, true);
    return 'photos-late-begun';
  });
  ctx.toast = { text: ctx.t(told), alert: told === 'photos-late-over' };
}

/** That was all: what they send next is a new matter. */
export async function pressLateDone(ctx: StaffContext, checklistId: string): Promise<void> {
  await ctx.scope.commit(async (work) => {
    await endLatePhotos(work.tx, ctx.person.telegramId);
    const open = await lockChecklist(work.tx, checklistId);
    if (open?.row.staffId === ctx.person.telegramId) await emitLateCard(work, open, ctx, false);
  });
}

/** Puts a photo into the first slot that is missing. False when the time is over, or nothing is missing any more. */
export async function takeLatePhoto(
  work: Work,
  checklistId: string,
  photo: TakenPhoto,
  ctx: StaffContext,
  deps: BotDeps,
): Promise<boolean> {
  const open = await lockChecklist(work.tx, checklistId);
  const now = deps.clock.now();
  const latest = open === null ? null : latePhotosUntil(open.row, now);
  const [part] = open === null ? [] : missingSlots(open);
  // Who was moved to another branch meanwhile adds nothing to this one's handovers.
  const isTheirs = open !== null && may(ctx.person, 'checklist.walk', open.row.branch);
  if (open === null || latest === null || part === undefined || !isTheirs) {
    await endLatePhotos(work.tx, ctx.person.telegramId);
    return false;
  }
  const { row } = open;
  const [step = '', slot = ''] = part.split('/');
  const owner = { checklistId, carId: row.carId, bookingId: row.bookingId, takenBy: ctx.person.telegramId };
  const photoId = await addPhoto(work.tx, owner, { step, slot }, photo);
  const { correlationId } = ctx.scope;
  const payload: ShowChecklist = { checklistId };
  await noLongerMissing(work.tx, checklistId, part);
  await work.enqueue(
    { kind: STORE_PHOTO, payload: { photoId }, correlationId, priority: 6 },
    { kind: SHOW_CHECKLIST, payload, correlationId },
  );
  await emitToTopic(work, open, slot, { photo, photoId, correlationId }, deps);
  const fresh = await lockChecklist(work.tx, checklistId);
  const isMore = fresh !== null && missingSlots(fresh).length > 0;
  if (isMore) await expectLatePhotos(work.tx, { staffId: row.staffId, checklistId, latest, now });
  else await endLatePhotos(work.tx, ctx.person.telegramId);
  if (fresh !== null) await emitLateCard(work, fresh, ctx, isMore);
  return true;
}

/** As `step/slot`: a step that was skipped altogether is no photo. */
function missingSlots(open: OpenChecklist): string[] {
  return missingParts(open.progress).filter((part) => part.includes('/'));
}

async function emitLateCard(
  work: Work,
  open: OpenChecklist,
  ctx: StaffContext,
  isOpen: boolean,
): Promise<void> {
  const { t } = ctx;
  const { id } = open.row;
  const names = missingSlots(open).map((part) => slotName(part.split('/')[1] ?? '', t));
  const [next] = names;
  const done = {
    text: t('button-photos-done'),
    data: encodeCallback({ action: 'photos.done', checklistId: id }),
  };
  await work.emit(
    cardPost({
      key: `late:${id}`,
      to: { chatId: String(ctx.person.telegramId) },
      html: lines(
        html`<b>📷 ${t('photos-late-title')}${open.car === null ? null : ` · ${carTopic(open.car, t).name}`}</b>`,
        next === undefined
          ? html`✅ ${t('photos-late-complete')}`
          : isOpen
            ? t('photos-late-send', { next, slots: names.join(', ') })
            : t('photos-late-left', { slots: names.join(', ') }),
      ),
      keyboard: next === undefined ? [] : [[isOpen ? done : addMissingPhotosButton(id, t)]],
      seen: ctx.message?.message_id,
      below: ctx.callbackQuery !== undefined && isOpen,
      correlationId: ctx.scope.correlationId,
      priority: 1,
    }),
  );
}

/** The others of the handover stand in the car's topic: this one joins them. */
async function emitToTopic(
  work: Work,
  { row, car }: OpenChecklist,
  slot: string,
  { photo, photoId, correlationId }: { photo: TakenPhoto; photoId: string; correlationId: string },
  deps: BotDeps,
): Promise<void> {
  const t = deps.texts.in(deps.company.language);
  const topic = car === null ? standingTopic('handovers', t) : carTopic(car, t);
  await work.emit(
    ...albumPost({
      key: `late:${photoId}`,
      to: { branch: row.branch, topic },
      photos: [{ fileId: photo.fileId, document: photo.document }],
      caption: html`📷 ${t('photos-late-caption', { slot: slotName(slot, t) })}`,
      correlationId,
      priority: 6,
    }),
  );
}
