import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import {
  branchHours,
  NO_QUIET_HOURS,
  readHours,
  saveSettings,
  writeHours,
  type Hours,
} from '../../../domain/staff/index.js';
import { html } from '../../../kernel/html.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { inRows } from '../../core/rows.js';
import { showScreen } from '../../core/screen.js';
import { showSettings } from './screens.js';
import { hoursText, quietHoursText, workingHoursText } from './words.js';

/** Hours of work, or hours in which somebody is left in peace. */
export type HoursKind = 'work' | 'quiet';

const presets: Readonly<Record<HoursKind, readonly string[]>> = {
  work: ['0900-1800', '1000-1900', '0900-2100', '2100-0900'],
  quiet: ['2100-0700', '2200-0800', '2300-0900', '0000-1000'],
};
const IN_A_ROW = 2;

export async function showHours(ctx: StaffContext, kind: HoursKind, deps: BotDeps): Promise<void> {
  const { t, person } = ctx;
  const button = (text: string, hours: string): Button => ({
    text,
    data: encodeCallback({ action: 'settings.hours', kind, hours }),
  });
  const choices = presets[kind].map((hours) => button(textOf(hours), hours));
  const other =
    kind === 'work'
      ? button(t('hours-of-branch', { hours: hoursText(ofBranch(ctx, deps)) }), 'usual')
      : button(t('hours-none'), 'none');
  const typed: Button = {
    text: t('button-hours-typed'),
    data: encodeCallback({ action: 'settings', verb: kind === 'work' ? 'typework' : 'typequiet' }),
  };
  await showScreen(ctx, {
    lines:
      kind === 'work'
        ? [
            html`🕘 <b>${t('person-work', { hours: workingHoursText(person, deps.company, t) })}</b>`,
            t('settings-work-about'),
          ]
        : [
            html`🌙 <b>${t('person-quiet', { hours: quietHoursText(person, t) })}</b>`,
            t('settings-quiet-about'),
          ],
    keyboard: [...inRows(choices, IN_A_ROW), [other], [typed]],
    back: { action: 'settings', verb: 'show' },
  });
}

/** `hours`: "2200-0800", as in the button; `usual` and `none` stand for themselves. */
export async function pressHours(
  ctx: StaffContext,
  kind: HoursKind,
  hours: string,
  deps: BotDeps,
): Promise<void> {
  const read = hours === 'usual' || hours === 'none' ? null : readHours(spelled(hours));
  if (read === null && hours !== (kind === 'work' ? 'usual' : 'none')) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  await saveHours(ctx, kind, read);
  ctx.toast = { text: ctx.t('settings-saved') };
  if (ctx.chat?.type === 'private') await showSettings(ctx, deps);
}

/** Null: works as the branch does; can be written to at any time. */
export async function saveHours(ctx: StaffContext, kind: HoursKind, hours: Hours | null): Promise<void> {
  const { person, scope } = ctx;
  const text = hours === null ? null : writeHours(hours);
  await scope.commit((work) =>
    saveSettings(
      work.tx,
      person.telegramId,
      kind === 'work' ? { workingHours: text } : { quietHours: text ?? NO_QUIET_HOURS },
    ),
  );
  if (kind === 'work') person.workingHours = hours;
  else person.quietHours = hours;
}

function ofBranch({ person }: StaffContext, { company }: BotDeps): Hours {
  return branchHours(company.branches[person.branches[0] ?? '']);
}

function spelled(hours: string): string {
  return hours.replace(/(\d\d)(\d\d)-(\d\d)(\d\d)/, '$1:$2-$3:$4');
}

function textOf(hours: string): string {
  return spelled(hours).replace('-', '–');
}
