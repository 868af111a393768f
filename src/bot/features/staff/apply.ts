import {
  changeMember,
  lastChangeOf,
  type ChangeOutcome,
  type StaffChange,
} from '../../../domain/staff/index.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { ownCommandsJob } from '../../core/own-commands.js';

/** A change of somebody, as they were on a page of that revision. */
export interface Wanted {
  staffId: bigint;
  revision: number;
  change: StaffChange;
}

/** Makes the change; what somebody may and the commands that they are shown follow at once. */
export function apply(
  { scope }: BotContext,
  by: bigint,
  { staffId, revision, change }: Wanted,
  deps: BotDeps,
): Promise<ChangeOutcome> {
  return scope.commit(async (work) => {
    const wanted = { by, telegramId: staffId, revision, change, now: deps.clock.now() };
    const outcome = await changeMember(work.tx, wanted);
    if (outcome === 'changed' && ('role' in change || 'left' in change))
      await work.enqueue(ownCommandsJob(staffId, scope.correlationId));
    return outcome;
  });
}

/** What the admin is told; null: nothing has changed, and that is what they wanted. */
export async function outcomeText(
  { t, language }: BotContext,
  outcome: ChangeOutcome,
  staffId: bigint,
  deps: BotDeps,
): Promise<string | null> {
  switch (outcome) {
    case 'changed':
      return t('person-changed');
    case 'unchanged':
      return null;
    case 'stale': {
      const last = await lastChangeOf(deps.prisma, staffId);
      if (last === null) return t('person-stale');
      const at = formatMoment(last.at, deps.company.timezone, language);
      return t('person-stale-by', { name: last.by, at });
    }
    case 'refused':
      return t('refused');
    case 'gone':
      return t('person-gone');
    case 'last_admin':
      return t('person-last-admin');
    case 'last_branch':
      return t('person-last-branch');
  }
}
