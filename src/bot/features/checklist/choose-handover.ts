import { carName, type BookingView } from '../../../domain/bookings/index.js';
import { dueBookings, type HandoverKind } from '../../../domain/checklists/index.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import { branchesOf, branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 8;
const LABEL_LIMIT = 60;

/** `/issue` and `/return`: what is due in the person's branches, each a button that begins its checklist. */
export async function chooseHandover(
  ctx: StaffContext,
  kind: HandoverKind,
  wanted: number,
  deps: BotDeps,
): Promise<void> {
  const { t } = ctx;
  const now = deps.clock.now();
  const branches = branchesOf(ctx.person, deps.company);
  const { total } = await dueBookings(deps.prisma, kind, { branches, now }, { skip: 0, take: 1 });
  const { page, pages, skip } = pageOf(total, PAGE, wanted);
  const { items } = await dueBookings(deps.prisma, kind, { branches, now }, { skip, take: PAGE });
  await showScreen(ctx, {
    lines: [
      html`<b>${t(`choose-title-${kind}`)}</b>${pageNumber(page, pages)}`,
      ...(total === 0
        ? [t('choose-none')]
        : ['', ...items.map((view) => lineOf(view, kind, ctx, deps, branches.length > 1))]),
    ],
    keyboard: [
      ...items.map((view) => [
        {
          text: shorten(`${carName(view, t)} · ${whenOf(view, kind, ctx, deps)}`, LABEL_LIMIT),
          data: encodeCallback({ action: 'checklist.begin', kind, subjectId: view.booking.id }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'checklist.choose', kind, page: to })),
    ],
  });
}

function lineOf(
  view: BookingView,
  kind: HandoverKind,
  ctx: StaffContext,
  deps: BotDeps,
  withBranch: boolean,
): Html {
  const { booking, client } = view;
  const place = kind === 'issue' ? booking.locationStart : booking.locationEnd;
  const moment = momentOf(view, kind);
  const isLate = moment !== null && moment < deps.clock.now();
  const rest = [
    carName(view, ctx.t),
    client?.name ?? null,
    place === null ? null : shorten(place, 80),
    withBranch ? branchTitle(booking.branch, deps.company) : null,
  ].filter((part) => part !== null && part !== '');
  return html`${isLate ? '🔴' : '•'} <b>${whenOf(view, kind, ctx, deps)}</b>${isLate ? ` (${ctx.t('choose-late')})` : ''} · ${rest.join(' · ')}`;
}

function momentOf({ booking }: BookingView, kind: HandoverKind): Date | null {
  return kind === 'issue' ? booking.startAt : booking.endAt;
}

function whenOf(view: BookingView, kind: HandoverKind, { language }: StaffContext, deps: BotDeps): string {
  const moment = momentOf(view, kind);
  return moment === null ? '—' : formatMoment(moment, deps.company.timezone, language);
}
