import type { CallbackOf } from '../../../domain/posts/index.js';
import { reachesEverywhere } from '../../../domain/staff/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { allowed } from '../../core/gate.js';
import { apply, outcomeText, type Wanted } from './apply.js';
import { STAFF_NUMBER } from './number.js';
import { showPerson, type Mode } from './page.js';

/** A button of somebody's page. */
export async function pressPerson(
  ctx: StaffContext,
  { staffId, revision, verb }: CallbackOf<'staff.person'>,
  deps: BotDeps,
): Promise<void> {
  if (verb !== 'show' && !allowed(ctx, 'staff.change')) return;
  switch (verb) {
    case 'rentprog':
    case 'yougile':
      await ctx.conversation.enter(STAFF_NUMBER, { staffId: String(staffId), revision, system: verb });
      return;
    case 'surely':
      return change(ctx, { staffId, revision, change: { left: true } }, 'plain', deps);
    case 'show':
      return showPerson(ctx, staffId, 'plain', deps);
    default:
      return showPerson(ctx, staffId, verb, deps);
  }
}

export async function pressRole(
  ctx: StaffContext,
  { staffId, revision, role }: CallbackOf<'staff.role'>,
  deps: BotDeps,
): Promise<void> {
  // Who comes down from every branch to some needs to be told which.
  const next = reachesEverywhere(role) ? 'plain' : 'branches';
  await change(ctx, { staffId, revision, change: { role } }, next, deps);
}

export async function pressBranch(
  ctx: StaffContext,
  { staffId, revision, branch, belongs }: CallbackOf<'staff.branch'>,
  deps: BotDeps,
): Promise<void> {
  // A branch is given only as long as there is such a branch; any can be taken.
  if (belongs === 1 && deps.company.branches[branch] === undefined) {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  await change(ctx, { staffId, revision, change: { branch, belongs: belongs === 1 } }, 'branches', deps);
}

async function change(ctx: StaffContext, wanted: Wanted, next: Mode, deps: BotDeps): Promise<void> {
  const outcome = await apply(ctx, ctx.person.telegramId, wanted, deps);
  const told = await outcomeText(ctx, outcome, wanted.staffId, deps);
  if (told !== null) ctx.toast = { text: told, alert: outcome !== 'changed' };
  if (outcome === 'refused') return;
  if (outcome === 'changed') await showPerson(ctx, wanted.staffId, next, deps);
  else await showPerson(ctx, wanted.staffId, 'plain', deps, told ?? undefined);
}
