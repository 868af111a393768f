import {
  incidentTitle,
  findIncident,
  listIncidents,
  tellOfIncident,
  type IncidentView,
} from '../../../domain/incidents/index.js';
import { encodeCallback, type CallbackOf } from '../../../domain/posts/index.js';
import { may, reachesEverywhere } from '../../../domain/staff/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageNumber, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 8;
const LABEL_LIMIT = 60;

const signs: Readonly<Record<string, string>> = { open: '🔴', acknowledged: '🟡', resolved: '🟢' };

/** `/incidents`: those of the person's branches that are open, or were closed within seven days. */
export async function showIncidents(
  ctx: StaffContext,
  { page: wanted, which }: Pick<CallbackOf<'incidents'>, 'page' | 'which'>,
  deps: BotDeps,
): Promise<void> {
  const { t, person, language } = ctx;
  const open = which === 'open';
  const { total, views, page } = await listIncidents(deps.prisma, {
    branches: reachesEverywhere(person.role) ? 'all' : person.branches,
    ...{ which, page: wanted, size: PAGE, now: deps.clock.now() },
  });
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const empty = t(open ? 'incidents-empty' : 'incidents-closed-empty');
  const titleOf = ({ incident, car }: IncidentView): string =>
    `${signs[incident.state] ?? ''} ${incidentTitle(incident, car, t)}`;
  await showScreen(ctx, {
    lines: [
      html`<b>${t(open ? 'incidents-title' : 'incidents-closed-title')}</b>${pageNumber(page, pages)}`,
      ...(total === 0 ? [empty] : [t('incidents-hint'), '']),
      ...views.map(
        (view) =>
          html`${titleOf(view)} · ${formatMoment(view.incident.openedAt, deps.company.timezone, language)}`,
      ),
    ],
    keyboard: [
      ...views.map((view) => [
        {
          text: shorten(titleOf(view), LABEL_LIMIT),
          data: encodeCallback({ action: 'incident', incidentId: view.incident.id, verb: 'open' }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'incidents', page: to, which })),
      [
        {
          text: t(open ? 'button-incidents-closed' : 'button-incidents-open'),
          data: encodeCallback({ action: 'incidents', page: 0, which: open ? 'closed' : 'open' }),
        },
      ],
      [{ text: t('button-incident-report'), data: encodeCallback({ action: 'problem' }) }],
    ],
  });
}

/** A link to an incident: its card comes into the private chat and works there. */
export async function openIncidentLink(ctx: StaffContext, id: string, deps: BotDeps): Promise<void> {
  const incident = await findIncident(deps.prisma, id);
  const { correlationId } = ctx.scope;
  const { telegramId: person } = ctx.person;
  if (incident === null) await ctx.reply(ctx.t('stale-button'));
  else if (!may(ctx.person, 'incident.see', incident.branch)) await ctx.reply(ctx.t('refused'));
  else await ctx.scope.commit((work) => tellOfIncident(work, deps, { id, person, correlationId }));
}
