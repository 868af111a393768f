import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { may, onDuty, reachesEverywhere, staffOf, type Person } from '../../../domain/staff/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { branchesOf, branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { inRows } from '../../core/rows.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';
import { leaversWithWork } from './open-work.js';

const PAGE = 8;
const LABEL_LIMIT = 50;
const IN_A_ROW = 2;

/** Those who belong to no branch: heads and admins. */
export const NO_BRANCH = '-';

/** `/staff`: the branches that somebody looks after; the people at once when it is one. */
export async function showBranches(ctx: StaffContext, deps: BotDeps): Promise<void> {
  const { t, person } = ctx;
  const branches = branchesOf(person, deps.company);
  const [only] = branches;
  if (only !== undefined && !choosesBranch(person, deps)) return showStaff(ctx, only, 0, deps);
  const button = async (branch: string, title: string): Promise<Button> => {
    const { total } = await staffOf(deps.prisma, ownOr(branch), { skip: 0, take: 0 });
    return { text: `${title} · ${total}`, data: encodeCallback({ action: 'staff', branch, page: 0 }) };
  };
  const buttons = await Promise.all([
    ...branches.map((branch) => button(branch, branchTitle(branch, deps.company))),
    ...(reachesEverywhere(person.role) ? [button(NO_BRANCH, t('branch-all'))] : []),
  ]);
  await showScreen(ctx, {
    lines: [html`<b>${t('staff-title')}</b>`, t('staff-choose-branch')],
    keyboard: [...inRows(buttons, IN_A_ROW), ...inviting(ctx)],
  });
}

/** The people of a branch, or of none (`NO_BRANCH`), by name; those who left it with open work stand below. */
export async function showStaff(
  ctx: StaffContext,
  branch: string,
  wanted: number,
  deps: BotDeps,
): Promise<void> {
  if (!allowed(ctx, 'staff.see', branch)) return;
  const { t } = ctx;
  const { total } = await staffOf(deps.prisma, ownOr(branch), { skip: 0, take: 0 });
  const { page, pages, skip } = pageOf(total, PAGE, wanted);
  const { people } = await staffOf(deps.prisma, ownOr(branch), { skip, take: PAGE });
  const leavers = await leaversWithWork(deps.prisma, ownOr(branch));
  const present = await onDuty(deps.prisma, branch, deps.clock.now());
  const there = new Set(present.map((one) => one.telegramId));
  const title = branch === NO_BRANCH ? t('branch-all') : branchTitle(branch, deps.company);
  const open = (text: string, staffId: bigint): Button[] => [
    {
      text: shorten(text, LABEL_LIMIT),
      data: encodeCallback({ action: 'staff.person', staffId, revision: 1, verb: 'show' }),
    },
  ];
  await showScreen(ctx, {
    lines: [
      html`<b>${t('staff-title')} · ${title}</b>${pageNumber(page, pages)}`,
      total === 0 && t('staff-empty'),
      ...people.map(
        (one) =>
          html`• ${one.name} · ${t(`role-${one.role}`)}${there.has(one.telegramId) ? ` · 🟢 ${t('person-on-shift')}` : ''}`,
      ),
      ...(leavers.length > 0 ? ['', html`🚪 ${t('staff-leavers')}`] : []),
    ],
    keyboard: [
      ...people.map((one) => open(`${there.has(one.telegramId) ? '🟢 ' : ''}${one.name}`, one.telegramId)),
      ...leavers.map((one) => open(`🚪 ${one.name}`, one.telegramId)),
      turning(page, pages, (to) => ({ action: 'staff', branch, page: to })),
      ...inviting(ctx),
    ],
    back: choosesBranch(ctx.person, deps) ? { action: 'staff.branches' } : undefined,
  });
}

/** Whether there is more than one list for them. */
function choosesBranch(person: Person, { company }: BotDeps): boolean {
  return reachesEverywhere(person.role) || branchesOf(person, company).length > 1;
}

function ownOr(branch: string): string | null {
  return branch === NO_BRANCH ? null : branch;
}

function inviting({ person, t }: StaffContext): Button[][] {
  if (!may(person, 'staff.invite')) return [];
  return [
    [
      { text: t('menu-invite'), data: encodeCallback({ action: 'invitation.new' }) },
      { text: t('button-invitations'), data: encodeCallback({ action: 'invitations', page: 0 }) },
    ],
  ];
}
