import { encodeCallback, type Button, type Callback } from '../../../domain/posts/index.js';
import { may, type Permission } from '../../../domain/staff/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** The branches of the company in which the person may. */
export function branchesOf(ctx: StaffContext, permission: Permission, deps: BotDeps): string[] {
  return Object.keys(deps.company.branches).filter((branch) => may(ctx.person, permission, branch));
}

/** The way to the branch's day: to the one that the person has, or to the choice. */
export function branchButton(ctx: StaffContext, date: string, deps: BotDeps): Button[] {
  const [only, ...others] = branchesOf(ctx, 'plan.see_branch', deps);
  if (only === undefined) return [];
  const callback: Callback =
    others.length === 0 ? { action: 'plan.branch', date, branch: only } : { action: 'plan.branches', date };
  return [{ text: ctx.t('button-plan-branch'), data: encodeCallback(callback) }];
}
