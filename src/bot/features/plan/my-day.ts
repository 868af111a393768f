import { carName } from '../../../domain/bookings/index.js';
import {
  dayNamed,
  dayOf,
  handoverLine,
  myDay,
  whenOf,
  type Duty,
  type MyDay,
  type Reader,
} from '../../../domain/plan/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { may } from '../../../domain/staff/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatDay } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { showScreen } from '../../core/screen.js';
import { branchButton } from './branches.js';
import { turning } from './turning.js';

/** As many as a thumb scrolls through; the rest is in the text. */
const BUTTONS = 12;
const LABEL_LIMIT = 40;

/** `/plan`: what the person has to do on a day, today when absent, each with the way into it. */
export async function showMyDay(ctx: StaffContext, date: string | undefined, deps: BotDeps): Promise<void> {
  const { t, language, person } = ctx;
  const { timezone } = deps.company;
  const now = deps.clock.now();
  const day = date === undefined ? dayOf(now, timezone) : dayNamed(date, timezone);
  if (day === null) {
    ctx.toast = { text: t('stale-button'), alert: true };
    return;
  }
  const mine = await myDay(deps.prisma, person, day, now);
  const reader: Reader = { t, language, timezone };
  const titleOf = (branch: string): string | undefined =>
    person.branches.length === 1 ? undefined : (deps.company.branches[branch]?.title ?? branch);
  await showScreen(ctx, {
    lines: [
      html`<b>${t('plan-mine-title', { day: formatDay(day.from, timezone, language) })}</b>`,
      '',
      ...(mine.duties.length === 0
        ? [t('plan-mine-empty')]
        : mine.duties.map((duty) => dutyLine(duty, mine, reader, titleOf))),
    ],
    keyboard: [
      ...mine.duties
        .flatMap((duty) => dutyButton(duty, mine, reader) ?? [])
        .slice(0, BUTTONS)
        .map((one) => [one]),
      turning(ctx, day, deps, (wanted) => ({ action: 'plan', date: wanted })),
      may(person, 'plan.see_branch') ? branchButton(ctx, day.date, deps) : [],
    ],
  });
}

function dutyLine(
  duty: Duty,
  { day }: MyDay,
  reader: Reader,
  titleOf: (branch: string) => string | undefined,
): Html {
  const { t } = reader;
  switch (duty.type) {
    case 'handover': {
      const { handover } = duty;
      const what = `${t(handover.about === 'issue' ? 'plan-issue' : 'plan-return')}:`;
      return handoverLine(handover, day.date, reader, {
        what,
        branch: titleOf(handover.found.booking.branch),
      });
    }
    case 'task': {
      const when = duty.at === null ? t('plan-no-deadline') : whenOf(duty.at, day.date, reader);
      const late = duty.isLate ? ` · ${t('plan-overdue')}` : '';
      return html`${duty.isLate ? '🔴' : '📌'} <b>${when}</b> ${duty.task.title}${late}`;
    }
    case 'reminder': {
      const what = t(duty.reminder.about === 'return' ? 'plan-reminder-return' : 'plan-reminder-issue');
      const car = duty.car === null ? '' : ` · ${duty.car}`;
      return html`🔔 <b>${whenOf(duty.at, day.date, reader)}</b> ${what}${car}`;
    }
  }
}

/** Null for what is done, and for reminders: what they are about has a button of its own. */
function dutyButton(duty: Duty, { day }: MyDay, reader: Reader): Button | null {
  const { t } = reader;
  if (duty.type === 'task')
    return {
      text: shorten(t('button-plan-task', { title: duty.task.title }), LABEL_LIMIT),
      data: encodeCallback({ action: 'task', taskId: duty.task.id, verb: 'open' }),
    };
  if (duty.type === 'reminder' || duty.handover.state === 'done') return null;
  const { about, found } = duty.handover;
  const variables = { at: whenOf(duty.at, day.date, reader), car: carName(found, t) };
  const label = about === 'issue' ? t('button-plan-issue', variables) : t('button-plan-return', variables);
  return {
    text: shorten(label, LABEL_LIMIT),
    data: encodeCallback({ action: 'checklist.begin', kind: about, subjectId: found.booking.id }),
  };
}
