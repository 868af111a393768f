import { encodeCallback, type Button, type Callback, type CallbackOf } from '../../../domain/posts/index.js';
import {
  findRecord,
  may,
  nextShiftOf,
  reachesEverywhere,
  staffRoles,
  type StaffRecord,
} from '../../../domain/staff/index.js';
import { html, type Line } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { DutyShift } from '../../../platform/prisma/index.js';
import { branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { showScreen } from '../../core/screen.js';
import { quietHoursText, workingHoursText } from '../settings/index.js';
import { NO_BRANCH } from './list.js';
import { openWorkLines, openWorkOf } from './open-work.js';

/** What the page asks besides showing the person. */
export type Mode = 'plain' | 'role' | 'branches' | 'remove';

/**
 * The page of somebody, as they are now; also of those who have left. `told`: why nothing came of the press, which a
 * toast alone would lose when the work took long.
 */
export async function showPerson(
  ctx: StaffContext,
  telegramId: bigint,
  mode: Mode,
  deps: BotDeps,
  told?: string,
): Promise<void> {
  const record = await findRecord(deps.prisma, telegramId);
  if (record === null) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  // One of their branches is enough to see them.
  const shared = record.branches.find((branch) => may(ctx.person, 'staff.see', branch));
  if (!allowed(ctx, 'staff.see', shared ?? NO_BRANCH)) return;
  const shift = await nextShiftOf(deps.prisma, telegramId, deps.clock.now());
  const work = await openWorkOf(deps.prisma, telegramId);
  const { t, language } = ctx;
  const asks = record.leftAt === null && may(ctx.person, 'staff.change') ? mode : 'plain';
  await showScreen(ctx, {
    lines: [
      ...(told === undefined ? [] : [html`⚠️ ${told}`, '']),
      ...factLines(record, shift, ctx, deps),
      ...openWorkLines(work, t, language, deps.company.timezone),
      ...(asks === 'role' ? ['', html`<b>${t('person-ask-role')}</b>`] : []),
      ...(asks === 'branches' ? ['', html`<b>${t('person-ask-branches')}</b>`] : []),
      ...(asks === 'remove' ? ['', html`<b>${t('person-ask-remove')}</b>`] : []),
    ],
    keyboard: keyboardOf(record, asks, ctx, deps),
    back: backOf(record, asks, shared),
  });
}

function factLines(
  record: StaffRecord,
  shift: DutyShift | null,
  { t, language }: StaffContext,
  { company, clock }: BotDeps,
): Line[] {
  const at = (moment: Date): string => formatMoment(moment, company.timezone, language);
  const branches = record.branches.map((branch) => branchTitle(branch, company)).join(', ');
  const where = reachesEverywhere(record.role) ? t('branch-all') : branches || `⚠️ ${t('person-no-branch')}`;
  const words = record.language === null ? '—' : t(`language-${record.language}`);
  const isOn = shift !== null && shift.startsAt <= clock.now();
  return [
    html`<b>👤 ${record.name}</b>${record.username === null ? '' : ` @${record.username}`}`,
    record.leftAt !== null && html`🚪 ${t('person-left', { at: at(record.leftAt) })}`,
    html`🎖 ${t('person-role', { role: t(`role-${record.role}`) })}`,
    html`🏢 ${t('person-branches', { branches: where })}`,
    html`🌐 ${t('person-language', { language: words })}`,
    html`🕘 ${t('person-work', { hours: workingHoursText(record, company, t) })}`,
    html`🌙 ${t('person-quiet', { hours: quietHoursText(record, t) })}`,
    isOn && html`🟢 ${t('person-on-shift-until', { until: at(shift.endsAt) })}`,
    shift !== null && !isOn && html`⚪️ ${t('person-next-shift', { at: at(shift.startsAt) })}`,
    html`🔑 RentProg: ${record.rentprogId ?? '—'}`,
    html`🗂 YouGile: ${record.yougileId ?? '—'}`,
    html`📅 ${t('person-joined', { at: at(record.joinedAt) })}`,
  ];
}

function keyboardOf(record: StaffRecord, mode: Mode, { t, person }: StaffContext, deps: BotDeps): Button[][] {
  if (record.leftAt !== null || !may(person, 'staff.change')) return [];
  const { telegramId: staffId, revision } = record;
  const data = (callback: Callback): string => encodeCallback(callback);
  const verb = (text: string, does: CallbackOf<'staff.person'>['verb'], style?: 'danger'): Button => ({
    text,
    data: data({ action: 'staff.person', staffId, revision, verb: does }),
    style,
  });
  switch (mode) {
    case 'role':
      return staffRoles.map((role) => [
        {
          text: `${role === record.role ? '☑️ ' : ''}${t(`role-${role}`)}`,
          data: data({ action: 'staff.role', staffId, revision, role }),
        },
      ]);
    case 'branches':
      // Also those that the company file has no more: they can be taken away.
      return [...new Set([...Object.keys(deps.company.branches), ...record.branches])].map((branch) => {
        const belongs = record.branches.includes(branch);
        return [
          {
            text: `${belongs ? '☑️' : '▫️'} ${branchTitle(branch, deps.company)}`,
            data: data({ action: 'staff.branch', staffId, revision, branch, belongs: belongs ? 0 : 1 }),
          },
        ];
      });
    case 'remove':
      return [[verb(`🚪 ${t('button-person-surely')}`, 'surely', 'danger')]];
    case 'plain':
      return [
        [
          verb(t('button-person-role'), 'role'),
          ...(reachesEverywhere(record.role) ? [] : [verb(t('button-person-branches'), 'branches')]),
        ],
        [verb('RentProg', 'rentprog'), verb('YouGile', 'yougile')],
        [verb(`🚪 ${t('button-person-remove')}`, 'remove', 'danger')],
      ];
  }
}

function backOf(record: StaffRecord, mode: Mode, shared: string | undefined): Callback {
  const { telegramId: staffId, revision } = record;
  if (mode !== 'plain') return { action: 'staff.person', staffId, revision, verb: 'show' };
  return { action: 'staff', branch: shared ?? NO_BRANCH, page: 0 };
}
