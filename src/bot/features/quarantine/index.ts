import { InputFile } from 'grammy';
import { audit } from '../../../domain/audit/index.js';
import { encodeCallback, type CallbackOf } from '../../../domain/posts/index.js';
import { html, shorten } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import { Prisma, type Event } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 8;
const RAW_LIMIT = 1_500;
const LABEL_LIMIT = 50;
const SETTLED = 'quarantine.settled';

/** `/quarantine`: what came in and was not understood, kept whole, for admins. */
export function quarantineFeature(deps: BotDeps): Feature {
  const permission = 'quarantine.see';
  const show = (ctx: StaffContext): Promise<void> => showList(ctx, 0, deps);
  return {
    commands: { quarantine: { permission, place: 68, handle: show } },
    menu: [{ label: 'menu-quarantine', permission, place: 74, open: show }],
    presses: {
      'quarantine.list': { permission, handle: (ctx, { page }) => showList(ctx, page, deps) },
      quarantine: { permission, handle: (ctx, press) => pressEvent(ctx, press, deps) },
    },
  };
}

async function showList(ctx: StaffContext, wanted: number, deps: BotDeps): Promise<void> {
  const { t, language } = ctx;
  const { company } = deps;
  const { events, total } = await openOnes(deps, { skip: wanted * PAGE, take: PAGE });
  if (events.length === 0 && wanted > 0) return showList(ctx, 0, deps);
  const { page, pages } = pageOf(total, PAGE, wanted);
  const titleOf = ({ source, branch, receivedAt }: Event): string =>
    [source, branch, formatMoment(receivedAt, company.timezone, language)]
      .filter((part) => part !== null)
      .join(' · ');
  await showScreen(ctx, {
    lines: [
      html`<b>🧪 ${t('quarantine-title')}</b>${pageNumber(page, pages)}`,
      total === 0 ? html`✅ ${t('quarantine-empty')}` : t('quarantine-hint', { count: total }),
      ...events.map((event) => html`• ${titleOf(event)}: <i>${shorten(event.reason ?? '—', 120)}</i>`),
    ],
    keyboard: [
      ...events.map((event) => [
        {
          text: shorten(titleOf(event), LABEL_LIMIT),
          data: encodeCallback({ action: 'quarantine', eventId: event.id, verb: 'open' }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'quarantine.list', page: to })),
    ],
  });
}

/**
 * Those that nobody has said to be dealt with, newest first. What is stored of an event is never changed, so that it is
 * dealt with stands in the audit log.
 */
async function openOnes(
  { prisma }: BotDeps,
  page: { skip: number; take: number },
): Promise<{ events: Event[]; total: number }> {
  const open = Prisma.sql`
    from events e
    where e.state = 'quarantined'
      and not exists (
        select 1 from audit_log a where a.subject = 'event:' || e.id and a.action = ${SETTLED}
      )`;
  const [counted] = await prisma.$queryRaw<{ total: number }[]>`select count(*)::int as total ${open}`;
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select e.id ${open} order by e.position desc limit ${page.take} offset ${page.skip}`;
  const events = await prisma.event.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    orderBy: { position: 'desc' },
  });
  return { events, total: counted?.total ?? 0 };
}

async function pressEvent(ctx: StaffContext, press: CallbackOf<'quarantine'>, deps: BotDeps): Promise<void> {
  const event = await deps.prisma.event.findUnique({ where: { id: press.eventId } });
  if (event?.state !== 'quarantined') {
    ctx.toast = { text: ctx.t('stale-button'), alert: true };
    return;
  }
  switch (press.verb) {
    case 'open':
      return showEvent(ctx, event, deps);
    case 'file':
      await ctx.replyWithDocument(new InputFile(Buffer.from(event.raw ?? ''), `${event.id}.txt`));
      return;
    case 'settle': {
      const subject = `event:${event.id}`;
      await ctx.scope.commit((work) =>
        audit(work.tx, { actor: ctx.person.telegramId, action: SETTLED, subject }),
      );
      ctx.toast = { text: ctx.t('quarantine-settled') };
      await showList(ctx, 0, deps);
    }
  }
}

async function showEvent(ctx: StaffContext, event: Event, deps: BotDeps): Promise<void> {
  const { t, language } = ctx;
  const button = (text: string, verb: CallbackOf<'quarantine'>['verb']) => ({
    text,
    data: encodeCallback({ action: 'quarantine', eventId: event.id, verb }),
  });
  await showScreen(ctx, {
    lines: [
      html`<b>🧪 ${[event.source, event.branch].filter((part) => part !== null).join(' · ')}</b>`,
      formatMoment(event.receivedAt, deps.company.timezone, language),
      html`${event.reason}`,
      html`<pre>${shorten(event.raw ?? '', RAW_LIMIT)}</pre>`,
      html`<i>${t('alert-correlation', { id: event.correlationId })}</i>`,
    ],
    keyboard: [[button(t('button-as-file'), 'file')], [button(t('button-settled'), 'settle')]],
    back: { action: 'quarantine.list', page: 0 },
  });
}
