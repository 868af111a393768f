import { carName } from '../../../domain/bookings/index.js';
import {
  assessmentOf,
  currentStep,
  visibleSteps,
  type Ending,
  type OpenChecklist,
  type Step,
} from '../../../domain/checklists/index.js';
import {
  conditionOf,
  photosOf,
  syncCharges,
  withdrawCharges,
  type ChargedReturn,
} from '../../../domain/handovers/index.js';
import { albumPost } from '../../../domain/posts/index.js';
import { findMember } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { formatMoment, type Translate } from '../../../platform/i18n/index.js';
import type { Handover } from '../../../platform/prisma/index.js';
import type { BotDeps } from '../../core/deps.js';
import { emitChargesCard } from './return-charges.js';
import { chargeFact, markText } from './return-words.js';

/** Telegram's bound for a caption is 1,024 characters; there are a few words besides. */
const NAMES_LIMIT = 800;

/**
 * Somebody has got on with a return: the issue's photos come before the photos that are to be taken, and once the
 * settlement is reached a manager is asked about what the return costs.
 */
export async function enterReturnStep(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  { correlationId }: Ending,
): Promise<boolean> {
  if (isToBeSettled(open)) await chargeReturn(work, open, deps, correlationId);
  return showIssuePhotos(work, open, deps, correlationId);
}

/** From the settlement on everything that costs something is known. */
function isToBeSettled({ progress }: OpenChecklist): boolean {
  const steps = visibleSteps(progress);
  const at = steps.findIndex((step) => step.type === 'settlement');
  return at >= 0 && steps.findIndex((step) => step.id === progress.step) >= at;
}

/** Asks for what the return shows now; nothing happens when that was asked before. */
export async function chargeReturn(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  correlationId: string,
): Promise<void> {
  const of = chargedReturn(open, deps, correlationId);
  if (of === null) return;
  const t = deps.texts.in(deps.company.language);
  const { lines } = assessmentOf(open, deps.company);
  await syncCharges(work, deps, of, lines, (charge) => chargeFact(charge, t));
  await emitChargesCard(work, of, deps);
}

/** A return that is cancelled charges nobody. */
export async function cancelReturn(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  { correlationId }: Ending,
): Promise<void> {
  const of = chargedReturn(open, deps, correlationId);
  if (of === null) return;
  await withdrawCharges(work, deps, of);
  await emitChargesCard(work, of, deps);
}

function chargedReturn(
  { row, booking }: OpenChecklist,
  deps: Pick<BotDeps, 'company' | 'texts'>,
  correlationId: string,
): ChargedReturn | null {
  if (row.bookingId === null || booking === null) return null;
  return {
    checklistId: row.id,
    bookingId: row.bookingId,
    car: carName(booking, deps.texts.in(deps.company.language)),
    ...{ branch: row.branch, carId: row.carId, staffId: row.staffId, correlationId },
  };
}

/** Once for a step, in the chat of the one who walks it. */
async function showIssuePhotos(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  correlationId: string,
): Promise<boolean> {
  const { row, progress, issue } = open;
  const step = currentStep(progress);
  const language = (await findMember(work.tx, row.staffId))?.language ?? deps.company.language;
  const t = deps.texts.in(language);
  const places = issue === null ? [] : placesOf(step, issue, t);
  if (issue === null || places.length === 0) return false;
  const taken = await photosOf(work.tx, issue);
  const shown = places.flatMap(({ slot, name }) => {
    const photo = taken.findLast((one) => one.slot === slot);
    return photo === undefined ? [] : [{ photo, name }];
  });
  if (shown.length === 0) return false;
  const at = formatMoment(issue.at, deps.company.timezone, language);
  const slots = shorten(shown.map(({ name }) => name).join(', '), NAMES_LIMIT);
  const albums = albumPost({
    key: `issue-photos:${row.id}:${step.id}:${row.chatId}`,
    to: { chatId: String(row.chatId) },
    photos: shown.map(({ photo: { fileId, document } }) => ({ fileId, document })),
    caption: html`${t('return-issue-photos', { at, slots })}`,
    correlationId,
    priority: 1,
  });
  const sent = await work.tx.effect.count({ where: { key: { in: albums.flatMap(({ key }) => key ?? []) } } });
  if (sent > 0) return false;
  await work.emit(...albums);
  return true;
}

/** What of the issue is looked at beside a step: the same places around the car, or the damage that was there. */
function placesOf(step: Step, issue: Handover, t: Translate): { slot: string; name: string }[] {
  switch (step.type) {
    case 'photos':
      return step.slots.map((slot) => ({ slot, name: t(`slot-${slot}`) }));
    case 'damage':
      return conditionOf(issue).marks.map((mark, at) => ({ slot: `mark-${at}`, name: markText(mark, t) }));
    default:
      return [];
  }
}
