import type { EventOf } from '../../engine/events/index.js';
import type { Work } from '../../engine/jobs/index.js';
import { shorten } from '../../kernel/html.js';
import type { Prisma, StaffTask } from '../../platform/prisma/index.js';
import { audit } from '../audit/index.js';
import { may, memberByYouGileId, type StaffMember } from '../staff/index.js';
import { COMMENT_LIMIT } from './change.js';
import { createStaffTask, taskIdOf } from './create.js';
import type { TaskDeps } from './deps.js';
import { showTask } from './show.js';
import { lockTask } from './store.js';
import { TRACKER_PREFIX } from './sync.js';

type TrackerEvent = EventOf<'yougile.task.updated'>;

/**
 * Does to our task what was done to it in YouGile. A task that is not known yet is taken when it stands in a branch's
 * column, or when whoever is to do it works in one branch; all others are YouGile's own affair.
 */
export async function followTracker(
  work: Work,
  deps: TaskDeps,
  { payload, correlationId }: TrackerEvent,
): Promise<void> {
  const id = taskIdOf(TRACKER_PREFIX + payload.task_id);
  const known = await lockTask(work.tx, id);
  const by = payload.user_id === undefined ? null : await memberByYouGileId(work.tx, payload.user_id);
  const actor = by?.telegramId ?? null;
  const write = (
    what: 'done' | 'reopened' | 'removed' | 'commented',
    data: Prisma.StaffTaskUpdateInput,
    text?: string,
  ): Promise<void> => writeFollowed(work, deps, { id, actor, what, data, text, correlationId });
  const at = deps.clock.now();

  if (payload.change === 'commented') {
    const said = shorten(payload.comment?.trim() ?? '', COMMENT_LIMIT);
    if (known !== null && said !== '') await write('commented', {}, said);
    return;
  }
  const isGone = payload.change === 'deleted' || payload.deleted === true || payload.archived === true;
  if (isGone || payload.completed === true) {
    if (known?.state !== 'open') return;
    return write(isGone ? 'removed' : 'done', {
      ...{ state: 'done', doneAt: at, doneBy: actor, snoozedUntil: null },
    });
  }
  // Only what says that it was done there before: a message that comes late may speak of a time before that.
  const isReopened = payload.was_completed === true && payload.completed === false;
  if (known?.state === 'done') {
    if (isReopened || payload.change === 'restored')
      await write('reopened', { state: 'open', doneAt: null, doneBy: null });
    return;
  }
  // Of a task that is known its beginning says nothing new: it comes after the changes.
  if (known !== null && payload.change === 'created') return;
  await take(work, deps, { payload, correlationId, actor, known });
}

/** Makes the task, or edits the one that is known by what came. */
async function take(
  work: Work,
  deps: TaskDeps,
  given: Pick<TrackerEvent, 'payload' | 'correlationId'> & { actor: bigint | null; known: StaffTask | null },
): Promise<void> {
  const { payload, correlationId, actor, known } = given;
  const people = await assignedOf(work.tx, payload.assigned ?? []);
  const branch = known?.branch ?? branchOf(payload.column_id, people, deps);
  const title = payload.title ?? known?.title;
  if (branch === undefined || title === undefined || title.trim() === '') return;
  await createStaffTask(work, deps, {
    title,
    branch,
    body: payload.description,
    assigneeId: people.find((one) => may(one, 'task.change', branch))?.telegramId,
    createdBy: actor ?? undefined,
    dueAt: payload.deadline === undefined ? undefined : new Date(payload.deadline),
    source: 'yougile',
    sourceKey: TRACKER_PREFIX + payload.task_id,
    correlationId,
  });
}

/** Those who are to do it and are known here, in YouGile's order. */
async function assignedOf(
  tx: Prisma.TransactionClient,
  yougileIds: readonly string[],
): Promise<StaffMember[]> {
  const people = [];
  for (const id of yougileIds) people.push(await memberByYouGileId(tx, id));
  return people.filter((one) => one !== null);
}

function branchOf(
  column: string | undefined,
  people: readonly StaffMember[],
  { company }: TaskDeps,
): string | undefined {
  const ofColumn = Object.entries(company.branches).find(
    ([, { yougileColumn }]) => yougileColumn !== undefined && yougileColumn === column,
  );
  if (ofColumn !== undefined) return ofColumn[0];
  const [only, ...more] = new Set(people.flatMap(({ branches }) => branches));
  return more.length === 0 ? only : undefined;
}

async function writeFollowed(
  work: Work,
  deps: TaskDeps,
  change: {
    id: string;
    actor: bigint | null;
    what: string;
    data: Prisma.StaffTaskUpdateInput;
    text: string | undefined;
    correlationId: string;
  },
): Promise<void> {
  const { id, actor, what, data, text = null, correlationId } = change;
  await work.tx.staffTask.update({ where: { id }, data });
  await work.tx.staffTaskEntry.create({
    data: { taskId: id, at: deps.clock.now(), actor, what, text },
  });
  await audit(work.tx, {
    actor,
    action: `staff_task.${what}`,
    subject: `staff-task:${id}`,
    details: { in: 'yougile' },
  });
  await showTask(work, deps, id, { correlationId });
}
