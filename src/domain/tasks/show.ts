import type { Work } from '../../engine/jobs/index.js';
import type { Prisma, StaffTask } from '../../platform/prisma/index.js';
import { carTopic, standingTopic, cardPost } from '../posts/index.js';
import { isQuiet, may, membersOf, peopleOf, type StaffMember } from '../staff/index.js';
import { taskText, topicKeyboard, privateKeyboard, type TaskMode } from './card.js';
import type { TaskDeps } from './deps.js';
import { viewTask, type TaskView } from './store.js';

interface Showing {
  correlationId: string;
  /** In whose chats it comes below everything else: they asked for it, or it is time. */
  below?: readonly bigint[];
  /** What the card of one person asks besides. */
  mode?: { of: bigint; is: TaskMode } | undefined;
}

/** Posts the cards of a task as things stand: in the branch's group, and to each person who was told of it. */
export async function showTask(work: Work, deps: TaskDeps, id: string, showing: Showing): Promise<void> {
  const view = await viewTask(work.tx, id);
  if (view === null) return;
  const { task } = view;
  const { company, texts } = deps;
  const people = await peopleToldOf(work.tx, task);
  const names = await namesIn(work.tx, view);
  const now = deps.clock.now();
  const { correlationId } = showing;
  const t = texts.in(company.language);
  const reader = { company, names, now };
  const topic = view.car === null ? standingTopic('maintenance', t) : carTopic(view.car, t);
  await work.emit(
    cardPost({
      key: `task:${id}`,
      to: { branch: task.branch, topic },
      html: taskText(view, { ...reader, t, language: company.language }),
      keyboard: topicKeyboard(task, t),
      correlationId,
      priority: 6,
    }),
    ...people.map((person) => {
      const language = person.language ?? company.language;
      const own = { ...reader, t: texts.in(language), language };
      const mode = showing.mode?.of === person.telegramId ? showing.mode.is : { is: 'plain' as const };
      return cardPost({
        key: `task:${id}:${person.telegramId}`,
        to: { chatId: String(person.telegramId) },
        html: taskText(view, own, mode),
        keyboard: privateKeyboard(task, person, own, mode),
        below: showing.below?.includes(person.telegramId),
        // Nobody is woken by a task; whoever looks at the phone sees it.
        silent: isQuiet(person, now, company.timezone),
        correlationId,
        priority: showing.below === undefined ? 3 : 2,
      });
    }),
  );
}

/** Who has its card and still may see it; whoever is to do it has it wherever they work. */
export async function peopleToldOf(
  tx: Prisma.TransactionClient,
  { told, branch, assigneeId }: StaffTask,
): Promise<StaffMember[]> {
  const members = await membersOf(tx, told);
  return members.filter((one) => one.telegramId === assigneeId || may(one, 'task.see', branch));
}

/** The names of everybody who appears on the card, also of those who have left. */
async function namesIn(
  tx: Prisma.TransactionClient,
  { task, entries }: TaskView,
): Promise<ReadonlyMap<bigint, string>> {
  const mentioned = [task.assigneeId, task.createdBy, task.doneBy].concat(
    ...entries.map((entry) => [entry.actor, entry.staffId]),
  );
  const ids = [...new Set(mentioned.filter((one) => one !== null))];
  const people = await peopleOf(tx, ids);
  return new Map(people.map((one) => [one.telegramId, one.name]));
}
