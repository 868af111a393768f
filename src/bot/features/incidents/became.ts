import { peopleOf } from '../../../domain/staff/index.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Incident } from '../../../platform/prisma/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

/** Who was first, and when. */
export async function becameOf(
  { t, language }: Pick<BotContext, 't' | 'language'>,
  incident: Incident,
  deps: BotDeps,
): Promise<string> {
  const { state, acknowledgedBy, acknowledgedAt, resolvedBy, resolvedAt } = incident;
  const closed = state === 'resolved';
  const [by, moment] = closed ? [resolvedBy, resolvedAt] : [acknowledgedBy, acknowledgedAt];
  if (by === null || moment === null) return t('incident-is-open');
  const name = (await peopleOf(deps.prisma, [by]))[0]?.name ?? '—';
  const at = formatMoment(moment, deps.company.timezone, language);
  return t(closed ? 'incident-was-resolved' : 'incident-was-acknowledged', { name, at });
}
