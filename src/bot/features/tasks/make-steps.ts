import { DateTime } from 'luxon';
import { findCars } from '../../../domain/search/index.js';
import { findMember, may, workingHoursOf } from '../../../domain/staff/index.js';
import { colleaguesIn, createStaffTask, openTask } from '../../../domain/tasks/index.js';
import { formatMoment, type Language } from '../../../platform/i18n/index.js';
import { branchesOf } from '../../core/branches.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Read } from './ask.js';
import { readMoment } from './moment.js';

/** With more the list is no help; others are assigned on the card. */
const COLLEAGUES = 30;

/** What the dialogue begins with; kept with the conversation, so it is JSON. */
export interface Begun {
  language: Language;
  branches: string[];
  /** Undefined: it is asked for. */
  branch?: string;
  carId?: number;
}

/** What the person wants. */
export interface Wanted {
  title: string;
  branch: string;
  /** `me`, `duty` or a Telegram id. */
  who: string;
  /** ISO time. */
  due: string | null;
  carId: number | null;
}

/** Null when there is no branch in which they may. */
export async function begin(
  outer: BotContext,
  given: { carId?: number },
  deps: BotDeps,
): Promise<Begun | null> {
  if (!worksHere(outer)) return null;
  const { person, language } = outer;
  const branches = branchesOf(person, deps.company).filter((one) => may(person, 'task.create', one));
  const car =
    given.carId === undefined ? null : await deps.prisma.car.findUnique({ where: { id: given.carId } });
  const [first] = branches;
  if (first === undefined) {
    outer.toast = { text: outer.t('refused'), alert: true };
    return null;
  }
  if (car !== null && branches.includes(car.branch))
    return { language, branches, branch: car.branch, carId: car.id };
  return { language, branches, ...(branches.length === 1 && { branch: first }) };
}

export async function colleaguesOf(
  outer: BotContext,
  branch: string,
  deps: BotDeps,
): Promise<{ id: string; name: string }[]> {
  const people = await colleaguesIn(deps.prisma, branch);
  return people
    .filter((one) => one.telegramId !== outer.person?.telegramId)
    .slice(0, COLLEAGUES)
    .map((one) => ({ id: String(one.telegramId), name: one.name }));
}

/** Until when, as it was typed. A day alone is until the branch closes on it. */
export async function dueOf(text: string, branch: string, language: Language, deps: BotDeps): Promise<Read> {
  const t = deps.texts.in(language);
  const now = deps.clock.now();
  const { timezone, branches } = deps.company;
  const { end } = workingHoursOf({ branches: [branch], workingHours: null }, branches);
  const typed = readMoment(text, { now, timezone, usual: end });
  if (typed === null) return { fault: t('task-when-unclear') };
  const due =
    typed <= now && isToday(typed, now, timezone) && text === 'today' ? endOfDay(now, timezone) : typed;
  if (due <= now) return { fault: t('task-when-past') };
  return { value: due.toISOString(), label: formatMoment(due, timezone, language) };
}

export async function carOf(text: string, branch: string, language: Language, deps: BotDeps): Promise<Read> {
  const found = await findCars(deps.prisma, text, [branch], 2);
  const one = found.find(({ exact }) => exact) ?? (found.length === 1 ? found[0] : undefined);
  if (one === undefined) return { fault: deps.texts.in(language)('task-new-no-such-car') };
  const { id, plate, model } = one.car;
  return { value: String(id), label: [plate, model].filter((part) => part !== null).join(' · ') };
}

/** Stores it if they still may, and shows its card to whoever made it; answers what they are told. */
export async function store(outer: BotContext, wanted: Wanted, deps: BotDeps): Promise<string> {
  const { title, branch, who, due, carId } = wanted;
  if (!worksHere(outer) || !may(outer.person, 'task.create', branch)) return outer.t('refused');
  const { person, scope, t } = outer;
  const assigneeId = who === 'duty' ? undefined : who === 'me' ? person.telegramId : BigInt(who);
  const { correlationId } = scope;
  return scope.commit(async (work) => {
    const assignee = assigneeId === undefined ? null : await findMember(work.tx, assigneeId);
    if (assigneeId !== undefined && (assignee === null || !may(assignee, 'task.change', branch)))
      return t('task-new-not-now');
    const { id } = await createStaffTask(work, deps, {
      ...{ title, branch, assigneeId, correlationId },
      createdBy: person.telegramId,
      carId: carId ?? undefined,
      dueAt: due === null ? undefined : new Date(due),
      source: 'person',
    });
    await openTask(work, deps, { taskId: id, person, correlationId, below: true });
    return t('task-new-made');
  });
}

/** Who it is was looked up for this update. */
function worksHere(outer: BotContext): outer is StaffContext {
  return outer.person !== null;
}

function isToday(at: Date, now: Date, zone: string): boolean {
  return DateTime.fromJSDate(at, { zone }).hasSame(DateTime.fromJSDate(now, { zone }), 'day');
}

function endOfDay(now: Date, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).endOf('day').startOf('minute').toJSDate();
}
