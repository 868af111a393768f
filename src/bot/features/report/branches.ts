import { may } from '../../../domain/staff/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** The branches whose figures the person may see. */
export function reportedBranches(ctx: StaffContext, deps: BotDeps): string[] {
  return Object.keys(deps.company.branches).filter((branch) => may(ctx.person, 'report.see', branch));
}
