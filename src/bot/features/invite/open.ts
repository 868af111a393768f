import { encodeCallback } from '../../../domain/posts/index.js';
import { openInvitations, peopleOf, revokeInvitation } from '../../../domain/staff/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import { formatMoment } from '../../../platform/i18n/index.js';
import type { Invitation } from '../../../platform/prisma/index.js';
import { branchTitle } from '../../core/branches.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { pageNumber, pageOf, turning } from '../../core/pages.js';
import { showScreen } from '../../core/screen.js';

const PAGE = 6;
const LABEL_LIMIT = 60;

/** The links by which somebody can still come in; each can be taken back. */
export async function showInvitations(ctx: StaffContext, wanted: number, deps: BotDeps): Promise<void> {
  const { t } = ctx;
  const now = deps.clock.now();
  const { total } = await openInvitations(deps.prisma, now, { skip: 0, take: 0 });
  const { page, pages, skip } = pageOf(total, PAGE, wanted);
  const { invitations } = await openInvitations(deps.prisma, now, { skip, take: PAGE });
  const inviters = await peopleOf(
    deps.prisma,
    invitations.map((one) => one.createdBy),
  );
  const names = new Map(inviters.map((one) => [one.telegramId, one.name]));
  await showScreen(ctx, {
    lines: [
      html`<b>${t('invitations-title')}</b>${pageNumber(page, pages)}`,
      ...(total === 0 ? [t('invitations-empty')] : [t('invitations-hint')]),
      ...invitations.flatMap((one, at) => [
        '',
        lineOf(one, skip + at + 1, names.get(one.createdBy) ?? '—', ctx, deps),
      ]),
    ],
    keyboard: [
      ...invitations.map((one, at) => [
        {
          text: shorten(`✖️ ${skip + at + 1}. ${forWhom(one, ctx, deps)}`, LABEL_LIMIT),
          data: encodeCallback({ action: 'invitation.revoke', invitationId: one.id }),
        },
      ]),
      turning(page, pages, (to) => ({ action: 'invitations', page: to })),
      [{ text: t('menu-invite'), data: encodeCallback({ action: 'invitation.new' }) }],
    ],
  });
}

function lineOf(
  invitation: Invitation,
  number: number,
  by: string,
  ctx: StaffContext,
  { company }: BotDeps,
): Html {
  const until = formatMoment(invitation.expiresAt, company.timezone, ctx.language);
  return html`<b>${number}. ${forWhom(invitation, ctx, { company })}</b>
${ctx.t('invitation-by', { name: by, until })}`;
}

function forWhom(invitation: Invitation, { t }: StaffContext, { company }: Pick<BotDeps, 'company'>): string {
  const branches = invitation.branches.map((branch) => branchTitle(branch, company)).join(', ');
  const number = invitation.rentprogId === null ? [] : [`RentProg ${invitation.rentprogId}`];
  return [t(`role-${invitation.role}`), branches || t('branch-all'), ...number].join(' · ');
}

/** The link lets nobody in from then on. Of one that was used a moment before, that is said. */
export async function revoke(ctx: StaffContext, invitationId: string, deps: BotDeps): Promise<void> {
  const { telegramId: by } = ctx.person;
  const revoked = await ctx.scope.commit((work) =>
    revokeInvitation(work.tx, { id: invitationId, by, now: deps.clock.now() }),
  );
  ctx.toast = revoked
    ? { text: ctx.t('invitation-did-revoke') }
    : { text: ctx.t('invitation-too-late'), alert: true };
  await showInvitations(ctx, 0, deps);
}
