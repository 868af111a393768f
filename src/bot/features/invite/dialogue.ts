import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { encodeCallback, inlineKeyboard } from '../../../domain/posts/index.js';
import {
  createInvitation,
  may,
  reachesEverywhere,
  staffRoles,
  type StaffRole,
} from '../../../domain/staff/index.js';
import { html, lines } from '../../../kernel/html.js';
import { formatMoment, languages, type Language, type Translate } from '../../../platform/i18n/index.js';
import { branchTitle } from '../../core/branches.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { ask, askNumber, askSeveral } from './questions.js';

type Talk = Conversation<BotContext>;

/** The name of the conversation. */
export const INVITE = 'invite';

interface Wanted {
  role: StaffRole;
  branches: string[];
  /** Null: the person chooses. */
  language: Language | null;
  rentprogId: number | null;
}

/**
 * An admin invites somebody: role, branches, language, number in RentProg, and the link. Four questions, so the replay
 * of the conversation stays short; whoever lost the right on the way gets no link.
 */
export function inviteDialogue(deps: BotDeps) {
  return async function invite(conversation: Talk, ctx: Context): Promise<void> {
    const language = await conversation.external((outer) => (mayInvite(outer) ? outer.language : null));
    if (language === null) return;
    const t = deps.texts.in(language);
    const wanted = await askAll(conversation, ctx, t, deps);
    const invitation = await conversation.external((outer) => create(outer, wanted, deps));
    if (invitation === null) return;
    const until = formatMoment(new Date(invitation.expiresAt), deps.company.timezone, language);
    const branches = wanted.branches.map((branch) => branchTitle(branch, deps.company)).join(', ');
    const text = lines(
      html`<b>${t('invite-ready', { role: t(`role-${wanted.role}`), branch: branches || t('branch-all') })}</b>`,
      html`${`https://t.me/${ctx.me.username}?start=${invitation.code}`}`,
      html`<i>${t('invite-until', { until })}</i>`,
    );
    const open = { text: t('button-invitations'), data: encodeCallback({ action: 'invitations', page: 0 }) };
    await ctx.reply(text.markup, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: inlineKeyboard([[open]], ctx.me.username),
    });
  };
}

async function askAll(conversation: Talk, ctx: Context, t: Translate, { company }: BotDeps): Promise<Wanted> {
  const roles = staffRoles.map((one) => ({ label: t(`role-${one}`), value: one }));
  const open = { text: t('button-invitations'), data: encodeCallback({ action: 'invitations', page: 0 }) };
  const role = await ask(conversation, ctx, t('invite-role'), roles, open);
  const branches = reachesEverywhere(role)
    ? []
    : await askSeveral(
        conversation,
        ctx,
        { question: t('invite-branch'), several: t('button-invite-several'), done: t('button-invite-done') },
        Object.entries(company.branches).map(([key, { title }]) => ({ label: title, value: key })),
      );
  const language = await ask(conversation, ctx, t('invite-language'), [
    ...languages.map((one) => ({ label: t(`language-${one}`), value: one })),
    { label: t('button-invite-choose-self'), value: 'self' as const },
  ]);
  const rentprogId = await askNumber(conversation, ctx, {
    question: t('invite-rentprog'),
    skip: t('button-skip'),
    complaint: t('invite-number-expected'),
  });
  return { role, branches, language: language === 'self' ? null : language, rentprogId };
}

/** Asked at every step: who it is was looked up for this update. */
function mayInvite(outer: BotContext): boolean {
  return outer.person !== null && may(outer.person, 'staff.invite');
}

async function create(
  outer: BotContext,
  wanted: Wanted,
  deps: BotDeps,
): Promise<{ code: string; expiresAt: string } | null> {
  const { person } = outer;
  if (person === null || !mayInvite(outer)) return null;
  const { code, expiresAt } = await outer.scope.commit((work) =>
    createInvitation(work.tx, { ...wanted, createdBy: person.telegramId, now: deps.clock.now() }),
  );
  return { code, expiresAt: expiresAt.toISOString() };
}
