import { tasksOf } from '../../../domain/tasks/index.js';
import { html, shorten, type Line } from '../../../kernel/html.js';
import { formatMoment, type Language, type Translate } from '../../../platform/i18n/index.js';
import type { Checklist, PrismaClient, Staff, StaffTask } from '../../../platform/prisma/index.js';

const SHOWN = 8;
const TITLE_LIMIT = 80;

/** What somebody has begun and not finished: a colleague takes it over when they leave. */
export interface OpenWork {
  checklists: Pick<Checklist, 'id' | 'kind' | 'bookingId' | 'startedAt'>[];
  tasks: StaffTask[];
}

export async function openWorkOf(prisma: PrismaClient, telegramId: bigint): Promise<OpenWork> {
  const checklists = await prisma.checklist.findMany({
    where: { staffId: telegramId, state: 'active' },
    select: { id: true, kind: true, bookingId: true, startedAt: true },
    orderBy: { startedAt: 'asc' },
    take: SHOWN,
  });
  return { checklists, tasks: await tasksOf(prisma, telegramId, { take: SHOWN }) };
}

/** Those who have left a branch with work that nobody has taken over yet. `null`: of no branch. */
export async function leaversWithWork(prisma: PrismaClient, branch: string | null): Promise<Staff[]> {
  const [checklists, tasks] = await Promise.all([
    prisma.checklist.findMany({
      where: { state: 'active' },
      select: { staffId: true },
      distinct: ['staffId'],
    }),
    prisma.staffTask.findMany({
      where: { state: 'open', assigneeId: { not: null } },
      select: { assigneeId: true },
      distinct: ['assigneeId'],
    }),
  ]);
  const ids = [...checklists.map((one) => one.staffId), ...tasks.flatMap((one) => one.assigneeId ?? [])];
  if (ids.length === 0) return [];
  return prisma.staff.findMany({
    where: {
      telegramId: { in: ids },
      leftAt: { not: null },
      branches: branch === null ? { isEmpty: true } : { has: branch },
    },
    orderBy: { name: 'asc' },
    take: SHOWN,
  });
}

export function openWorkLines(
  { checklists, tasks }: OpenWork,
  t: Translate,
  language: Language,
  timezone: string,
): Line[] {
  if (checklists.length + tasks.length === 0) return [];
  return [
    '',
    html`<b>${t('person-open-work')}</b>`,
    ...checklists.map(({ kind, bookingId, startedAt }) => {
      const booking = bookingId === null ? '' : ` · ${t('booking-title', { id: String(bookingId) })}`;
      const since = formatMoment(startedAt, timezone, language);
      return html`📋 ${t('open-checklist', { kind })}${booking} · ${since}`;
    }),
    ...tasks.map((task) => html`📌 ${shorten(task.title, TITLE_LIMIT)}`),
  ];
}
