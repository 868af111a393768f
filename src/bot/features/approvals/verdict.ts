import { verdictOf } from '../../../domain/approvals/index.js';
import { peopleOf } from '../../../domain/staff/index.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** Who decided and when, for somebody who came too late. */
export async function verdictWords(
  approval: Approval,
  { t, language }: Pick<BotContext, 't' | 'language'>,
  deps: BotDeps,
): Promise<string> {
  const { decidedBy, decidedAt } = approval;
  const decider = decidedBy === null ? undefined : (await peopleOf(deps.prisma, [decidedBy]))[0];
  const at = decidedAt === null ? '' : formatMoment(decidedAt, deps.company.timezone, language);
  // An outside agent has no name here.
  return verdictOf(approval, t, { name: decider?.name ?? 'REST API', at }) ?? '';
}
