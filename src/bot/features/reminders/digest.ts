import { carName } from '../../../domain/bookings/index.js';
import { dayNamed, handoverLine, myDay, whenOf, type Duty, type Reader } from '../../../domain/plan/index.js';
import { cardPost, encodeCallback, type Button } from '../../../domain/posts/index.js';
import { waitingFor, type Waiting } from '../../../domain/reminders/index.js';
import { isQuiet, type StaffMember } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { fitLines, html, shorten, type Line } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';

const TEXT_LIMIT = 4_000;
/** As many as a thumb scrolls through; the rest is behind "My day". */
const BUTTONS = 6;
const LINES = 15;
const LABEL_LIMIT = 40;

type Handover = Extract<Duty, { type: 'handover' }>;
type TaskDuty = Extract<Duty, { type: 'task' }>;

/**
 * Posts a person's morning message as things stand: one message a day. On a day that brings nothing there is none.
 */
export async function emitDigest(
  work: Work,
  deps: BotDeps,
  person: StaffMember,
  date: string,
  { correlationId, isNew }: { correlationId: string; isNew: boolean },
): Promise<void> {
  const { company, texts, clock } = deps;
  const now = clock.now();
  const day = dayNamed(date, company.timezone);
  if (day === null) return;
  const language = person.language ?? company.language;
  const reader: Reader = { t: texts.in(language), language, timezone: company.timezone };
  const waiting = await waitingFor(work.tx, person.telegramId, date);
  const { duties } = await myDay(work.tx, person, day, now);
  const handovers = duties.filter((duty) => duty.type === 'handover');
  const tasks = duties.filter((duty) => duty.type === 'task');
  if (isNew && waiting.length + handovers.length + tasks.length === 0) return;
  await work.emit(
    cardPost({
      key: `digest:${person.telegramId}:${date}`,
      to: { chatId: String(person.telegramId) },
      html: fitLines(
        [
          html`<b>${reader.t('digest-title', { name: person.name })}</b>`,
          ...waitingLines(waiting, reader),
          ...handoverLines(handovers, date, reader),
          ...taskLines(tasks, date, reader),
        ],
        TEXT_LIMIT,
      ),
      keyboard: keyboardOf(waiting, handovers, date, reader),
      silent: isQuiet(person, now, company.timezone),
      priority: 4,
      correlationId,
    }),
  );
}

function waitingLines(waiting: readonly Waiting[], reader: Reader): Line[] {
  const { t, language, timezone } = reader;
  if (waiting.length === 0) return [];
  const line = ({ handover, found }: Waiting): Line => {
    const what = t(handover.about === 'issue' ? 'digest-issue' : 'digest-return');
    return html`• <b>${formatMoment(handover.at, timezone, language)}</b> ${what}: ${carName(found, t)}`;
  };
  return ['', html`<b>${t('digest-waited', { count: waiting.length })}</b>`, ...some(waiting, line, reader)];
}

function handoverLines(handovers: readonly Handover[], date: string, reader: Reader): Line[] {
  const { t } = reader;
  if (handovers.length === 0) return [];
  const line = ({ handover }: Handover): Line => {
    const what = `${t(handover.about === 'issue' ? 'digest-issue' : 'digest-return')}:`;
    return handoverLine(handover, date, reader, { what });
  };
  return ['', html`<b>${t('digest-today')}</b>`, ...some(handovers, line, reader)];
}

function taskLines(tasks: readonly TaskDuty[], date: string, reader: Reader): Line[] {
  if (tasks.length === 0) return [];
  const line = ({ at, task, isLate }: TaskDuty): Line => {
    const when = at === null ? '' : ` · ${whenOf(at, date, reader)}`;
    return html`${isLate ? '🔴' : '•'} ${shorten(task.title, 100)}${when}`;
  };
  return [
    '',
    html`<b>${reader.t('digest-tasks', { count: tasks.length })}</b>`,
    ...some(tasks, line, reader),
  ];
}

/** So many of them, and how many there are besides. */
function some<Item>(items: readonly Item[], line: (item: Item) => Line, { t }: Reader): Line[] {
  const rest = items.length - LINES;
  return [...items.slice(0, LINES).map(line), rest > 0 && t('digest-more', { count: rest })];
}

function keyboardOf(
  waiting: readonly Waiting[],
  handovers: readonly Handover[],
  date: string,
  reader: Reader,
): Button[][] {
  const { t } = reader;
  const begin = ({ at, handover: { about, found } }: Handover): Button[] => [
    {
      text: shorten(`▶️ ${whenOf(at, date, reader)} ${carName(found, t)}`, LABEL_LIMIT),
      data: encodeCallback({ action: 'checklist.begin', kind: about, subjectId: found.booking.id }),
    },
  ];
  const open = handovers.filter(({ handover: { state } }) => state === 'planned' || state === 'late');
  return [
    ...open.slice(0, BUTTONS).map(begin),
    waiting.length === 0
      ? []
      : [{ text: t('button-digest-seen'), data: encodeCallback({ action: 'reminder.digest', day: date }) }],
    [
      { text: t('button-digest-plan'), data: encodeCallback({ action: 'plan', date }) },
      {
        text: t('button-digest-tasks'),
        data: encodeCallback({ action: 'tasks', list: 'mine', page: 0 }),
      },
    ],
  ];
}
