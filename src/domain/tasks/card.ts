import { html, lines, shorten, type Html, type Line } from '../../kernel/html.js';
import { formatMoment, formatTime, type Language, type Translate } from '../../platform/i18n/index.js';
import type { StaffTask, StaffTaskEntry } from '../../platform/prisma/index.js';
import { fitThread } from '../approvals/index.js';
import type { CompanyFacts } from '../company/index.js';
import { deepLink, encodeCallback, type Button, type Callback } from '../posts/index.js';
import { may, type StaffMember } from '../staff/index.js';
import { mayAssign, mayChange } from './rights.js';
import type { TaskView } from './store.js';

/** What a person's card asks besides showing the task. */
export type TaskMode =
  | { is: 'plain' }
  | { is: 'snooze' }
  | { is: 'assign'; colleagues: readonly StaffMember[]; page: number; pages: number };

/** For whom a card is written. */
export interface TaskReader {
  t: Translate;
  language: Language;
  company: CompanyFacts;
  /** Of everybody who appears on it. */
  names: ReadonlyMap<bigint, string>;
  now: Date;
}

/** Below Telegram's bound for a text, which counts some characters twice. */
const TEXT_LIMIT = 4_000;
const BODY_LIMIT = 1_200;
const LABEL_LIMIT = 40;

export function taskText(view: TaskView, reader: TaskReader, mode: TaskMode = { is: 'plain' }): Html {
  const { task, car } = view;
  const { t, language, company, names, now } = reader;
  const moment = (at: Date): string => formatMoment(at, company.timezone, language);
  const isDone = task.state === 'done';
  const isLate = !isDone && task.dueAt !== null && task.dueAt <= now;
  const isSnoozed = !isDone && task.snoozedUntil !== null && task.snoozedUntil > now;
  const branch = company.branches[task.branch]?.title ?? task.branch;
  const above: Line[] = [
    html`<b>${isDone ? '✅' : '📌'} ${task.title}</b>`,
    task.body !== null && task.body !== '' && html`${shorten(task.body, BODY_LIMIT)}`,
    '',
    car !== null &&
      html`🚗 ${[car.plate, car.model].filter((one) => one !== null).join(' · ') || t('topic-car', { id: String(car.id) })}`,
    task.bookingId !== null && html`📄 ${t('booking-title', { id: String(task.bookingId) })}`,
    html`🙋 ${task.assigneeId === null ? t('task-of-nobody') : (names.get(task.assigneeId) ?? '—')} · ${branch}`,
    task.dueAt !== null &&
      (isLate
        ? html`🔴 ${t('task-late', { at: moment(task.dueAt) })}`
        : html`⏰ ${t('task-until', { at: moment(task.dueAt) })}`),
    isSnoozed && html`😴 ${t('task-snoozed-until', { at: moment(task.snoozedUntil ?? now) })}`,
    html`✍️ ${originOf(task, reader)}`,
    isDone &&
      task.doneAt !== null &&
      html`<b>✅ ${t('task-done-by', { name: nameOf(task.doneBy, task, reader), at: moment(task.doneAt) })}</b>`,
  ];
  const below: Line[] = [
    ...(mode.is === 'snooze' ? ['', html`<b>😴 ${t('task-snooze-ask')}</b>`] : []),
    ...(mode.is === 'assign' ? ['', html`<b>👤 ${t('task-assign-ask')}</b>`] : []),
  ];
  const room = TEXT_LIMIT - lines(...above, '', ...below).markup.length - 1;
  return lines(...above, ...historyOf(view, reader, room), ...below);
}

function originOf(task: StaffTask, reader: TaskReader): string {
  const { t } = reader;
  if (task.createdBy !== null) return t('task-from-person', { name: nameOf(task.createdBy, task, reader) });
  if (task.source === 'yougile') return t('task-from-yougile');
  return t('task-from-program');
}

/** What happened since it was made, in `room` characters; a task to which nothing happened has no history. */
function historyOf({ task, entries }: TaskView, reader: TaskReader, room: number): Line[] {
  const shown = entries.filter((entry) => entry.what !== 'created' && entry.what !== 'done');
  if (shown.length === 0) return [];
  return ['', ...fitThread((limit) => shown.map((entry) => entryLine(entry, task, reader, limit)), room)];
}

/** Of what was said at most `limit` characters. */
function entryLine(entry: StaffTaskEntry, task: StaffTask, reader: TaskReader, limit: number): Html {
  const { t, language, company, names } = reader;
  const at = formatTime(entry.at, company.timezone, language);
  const name = nameOf(entry.actor, task, reader);
  switch (entry.what) {
    case 'commented':
      return html`💬 ${at} <b>${name}:</b> ${shorten(entry.text ?? '', limit)}`;
    case 'assigned': {
      const to = entry.staffId === null ? '—' : (names.get(entry.staffId) ?? '—');
      return html`👤 ${at} ${t('task-did-assign', { name, to })}`;
    }
    case 'taken':
      return html`🙋 ${at} ${t('task-did-take', { name })}`;
    case 'snoozed': {
      const until = entry.until === null ? '—' : formatMoment(entry.until, company.timezone, language);
      return html`😴 ${at} ${t('task-did-snooze', { name, until })}`;
    }
    case 'removed':
      return html`🗑 ${at} ${t('task-did-remove', { name })}`;
    case 'reopened':
      return html`↩️ ${at} ${t('task-did-reopen', { name })}`;
    default:
      return html`✏️ ${at} ${t('task-did-change', { name })}`;
  }
}

/** Nobody who is known here: the program, or somebody in the tracker that the task is from. */
function nameOf(who: bigint | null, task: StaffTask, { t, names }: TaskReader): string {
  if (who === null) return task.source === 'yougile' ? 'YouGile' : t('task-program');
  return names.get(who) ?? '—';
}

/** In a topic: what anybody can do in one tap, and the way to everything else. */
export function topicKeyboard(task: StaffTask, t: Translate): Button[][] {
  const open: Button = { text: `📌 ${t('button-task-open')}`, link: deepLink('task', task.id) };
  if (task.state !== 'open') return [[open]];
  return [
    [
      task.assigneeId === null
        ? takeButton(task, t)
        : verbButton(task, 'done', `✅ ${t('button-task-done')}`),
      open,
    ],
  ];
}

export function privateKeyboard(
  task: StaffTask,
  person: StaffMember,
  { t }: TaskReader,
  mode: TaskMode,
): Button[][] {
  const button = (verb: Verb, text: string): Button => verbButton(task, verb, text);
  const back = [button('show', `← ${t('button-back')}`)];
  const mayIt = mayChange(person, task);
  if (mode.is === 'snooze')
    return [
      [button('hour', t('button-task-hour')), button('tomorrow', t('button-task-tomorrow'))],
      [button('typed', `✏️ ${t('button-task-typed')}`)],
      back,
    ];
  if (mode.is === 'assign')
    return [...mode.colleagues.map((one) => [assignButton(task, one)]), turning(task, mode), back];
  const comment = button('comment', `💬 ${t('button-task-comment')}`);
  if (task.state !== 'open') return mayIt ? [[button('reopen', `↩️ ${t('button-task-reopen')}`)]] : [];
  if (task.assigneeId === null)
    return [
      [takeButton(task, t)],
      [comment, ...(mayAssign(person, task) ? [peopleButton(task, `👤 ${t('button-task-assign')}`)] : [])],
    ];
  if (!mayIt) return may(person, 'task.change', task.branch) ? [[comment]] : [];
  return [
    [{ ...button('done', `✅ ${t('button-task-done')}`), style: 'success' }],
    [button('snooze', `😴 ${t('button-task-snooze')}`), comment],
    ...(mayAssign(person, task) ? [[peopleButton(task, `👤 ${t('button-task-assign')}`)]] : []),
  ];
}

type Verb = Extract<Callback, { action: 'task' }>['verb'];
type Pressed = Extract<Button, { data: string }>;

function verbButton(task: StaffTask, verb: Verb, text: string): Pressed {
  return { text, data: encodeCallback({ action: 'task', taskId: task.id, verb }) };
}

function takeButton(task: StaffTask, t: Translate): Pressed {
  return { ...verbButton(task, 'take', `🙋 ${t('button-task-take')}`), style: 'primary' };
}

function peopleButton(task: StaffTask, text: string, page = 0): Button {
  return { text, data: encodeCallback({ action: 'task.people', taskId: task.id, page }) };
}

function assignButton(task: StaffTask, to: StaffMember): Button {
  return {
    text: shorten(to.name, LABEL_LIMIT),
    data: encodeCallback({ action: 'task.assign', taskId: task.id, staffId: String(to.telegramId) }),
  };
}

function turning(task: StaffTask, { page, pages }: Extract<TaskMode, { is: 'assign' }>): Button[] {
  return [
    ...(page > 0 ? [peopleButton(task, '◀️', page - 1)] : []),
    ...(page < pages - 1 ? [peopleButton(task, '▶️', page + 1)] : []),
  ];
}
