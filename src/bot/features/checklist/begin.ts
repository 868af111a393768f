import {
  loadChecklist,
  startChecklist,
  type ChecklistKind,
  type Start,
  type Subject,
} from '../../../domain/checklists/index.js';
import { planChanged } from '../../../domain/plan/index.js';
import { reviewReminders } from '../../../domain/reminders/index.js';
import { findMember, may } from '../../../domain/staff/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { emitChecklistCard } from './card.js';
import { kinds } from './kinds.js';
import { permissionOf } from './permissions.js';

export interface Beginning {
  kind: ChecklistKind;
  subject: Subject;
}

/** A button of a list, a reminder or a card: begins, or shows the one that they have begun. */
export async function pressBegin(ctx: StaffContext, beginning: Beginning, deps: BotDeps): Promise<void> {
  const branch = await branchOf(beginning.subject, deps);
  if (branch === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  if (!allowed(ctx, permissionOf(beginning.kind), branch)) return;
  const { t } = ctx;
  const start = await startOrResume(ctx, beginning, deps);
  if ('id' in start) {
    const inGroup = ctx.chat?.type !== 'private';
    const key = start.type === 'started' ? 'checklist-started' : 'checklist-resumed';
    ctx.toast = { text: inGroup ? t('checklist-in-private') : t(key) };
  } else ctx.toast = { text: await whyNot(start, beginning.kind, ctx, deps), alert: true };
}

/** The same from a command, a link or a typed plate: answers what they are told, null when the card says it all. */
export async function begin(ctx: StaffContext, beginning: Beginning, deps: BotDeps): Promise<string | null> {
  const branch = await branchOf(beginning.subject, deps);
  if (branch === null) return ctx.t('checklist-impossible', { kind: beginning.kind });
  if (!may(ctx.person, permissionOf(beginning.kind), branch)) return ctx.t('refused');
  const start = await startOrResume(ctx, beginning, deps);
  return 'id' in start ? null : whyNot(start, beginning.kind, ctx, deps);
}

async function startOrResume(ctx: StaffContext, { kind, subject }: Beginning, deps: BotDeps): Promise<Start> {
  const { person, scope } = ctx;
  const { correlationId } = scope;
  return scope.commit(async (work): Promise<Start> => {
    const now = deps.clock.now();
    const start = await startChecklist(work.tx, deps.checklists, {
      kind,
      subject,
      staffId: person.telegramId,
      now,
    });
    if (!('id' in start)) return start;
    const open = await loadChecklist(work.tx, start.id);
    if (open === null) return start;
    if (start.type === 'started') {
      // Nobody is to be reminded of what has begun, and the day's plan says who walks it.
      if (open.row.bookingId !== null) await reviewReminders(work, deps, open.row.bookingId, correlationId);
      await planChanged(work, { branch: open.row.branch, correlationId });
    }
    const posted =
      start.type === 'started' &&
      (await kinds[kind].enter?.(work, open, deps, { now, correlationId })) === true;
    const pressedInPrivate = ctx.callbackQuery !== undefined && ctx.chat?.type === 'private';
    await emitChecklistCard(work, open, deps, {
      correlationId,
      seen: ctx.chat?.type === 'private' ? ctx.msg?.message_id : undefined,
      below: posted || (start.type === 'resumed' && !pressedInPrivate),
    });
    return start;
  });
}

async function whyNot(
  start: Exclude<Start, { id: string }>,
  kind: ChecklistKind,
  { t }: StaffContext,
  deps: BotDeps,
): Promise<string> {
  if (start.type === 'impossible') return t('checklist-impossible', { kind });
  const other = await findMember(deps.prisma, start.by);
  return t('checklist-taken', { name: other?.name ?? '—' });
}

/** Null when there is no such thing (any more). */
async function branchOf(subject: Subject, { prisma, company }: BotDeps): Promise<string | null> {
  if ('branch' in subject) return subject.branch in company.branches ? subject.branch : null;
  const found =
    'bookingId' in subject
      ? await prisma.booking.findUnique({ where: { id: subject.bookingId } })
      : await prisma.car.findUnique({ where: { id: subject.carId } });
  return found?.branch ?? null;
}
