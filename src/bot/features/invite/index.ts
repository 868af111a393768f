import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard, type Context } from 'grammy';
import {
  createInvitation,
  findMember,
  may,
  staffRoles,
  type StaffRole,
} from '../../../domain/staff/index.js';
import { html, lines } from '../../../kernel/html.js';
import { formatMoment, languageOf } from '../../../platform/i18n/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';

type Talk = Conversation<BotContext>;

const INVITE = 'invite';

export function inviteFeature(deps: BotDeps): Feature {
  const begin = (ctx: StaffContext): Promise<unknown> => ctx.conversation.enter(INVITE);
  return {
    commands: { invite: { permission: 'staff.invite', place: 60, handle: begin } },
    menu: [{ label: 'menu-invite', permission: 'staff.invite', place: 80, open: begin }],
    dialogues: [{ id: INVITE, run: inviteDialogue(deps) }],
  };
}

/** Roles that reach every branch need none. */
const everywhere: readonly StaffRole[] = ['head', 'admin'];

/**
 * An admin invites somebody: role, branch, number in RentProg, and the link. Four questions at most, so the replay
 * of the conversation stays short; whoever lost the right on the way gets no link.
 */
function inviteDialogue(deps: BotDeps) {
  return async function invite(conversation: Talk, ctx: Context): Promise<void> {
    const from = ctx.from;
    if (from === undefined) return;
    const admin = await conversation.external(async () => {
      const member = await findMember(deps.prisma, BigInt(from.id));
      return member !== null && may(member, 'staff.invite') ? { language: member.language } : null;
    });
    if (admin === null) return;
    const language = admin.language ?? languageOf(from.language_code);
    const t = deps.texts.in(language);

    const role = await ask(
      conversation,
      ctx,
      t('invite-role'),
      staffRoles.map((one) => ({ label: t(`role-${one}`), value: one })),
    );
    if (role === null) return;
    const branch = everywhere.includes(role)
      ? null
      : await ask(
          conversation,
          ctx,
          t('invite-branch'),
          Object.entries(deps.company.branches).map(([key, { title }]) => ({ label: title, value: key })),
        );
    if (branch === null && !everywhere.includes(role)) return;
    const rentprogId = await askNumber(
      conversation,
      ctx,
      t('invite-rentprog'),
      t('button-skip'),
      t('invite-number-expected'),
    );

    const invitation = await conversation.external(async () => {
      const member = await findMember(deps.prisma, BigInt(from.id));
      if (member === null || !may(member, 'staff.invite')) return null;
      const { code, expiresAt } = await deps.prisma.$transaction((tx) =>
        createInvitation(tx, {
          role,
          branch,
          rentprogId,
          createdBy: member.telegramId,
          now: deps.clock.now(),
        }),
      );
      return { code, expiresAt: expiresAt.toISOString() };
    });
    if (invitation === null) return;
    const until = formatMoment(new Date(invitation.expiresAt), deps.company.timezone, language);
    const branchTitle = branch === null ? t('branch-all') : (deps.company.branches[branch]?.title ?? branch);
    const text = lines(
      html`<b>${t('invite-ready', { role: t(`role-${role}`), branch: branchTitle })}</b>`,
      html`${`https://t.me/${ctx.me.username}?start=${invitation.code}`}`,
      html`<i>${t('invite-until', { until })}</i>`,
    );
    await ctx.reply(text.markup, { parse_mode: 'HTML', link_preview_options: { is_disabled: true } });
  };
}

/** Asks with buttons; null when the person does something else, which then goes its usual way. */
async function ask<Value extends string>(
  conversation: Talk,
  ctx: Context,
  question: string,
  options: { label: string; value: Value }[],
): Promise<Value | null> {
  const keyboard = new InlineKeyboard();
  for (const { label, value } of options) keyboard.text(label, `invite:${value}`).row();
  const asked = await ctx.reply(question, { reply_markup: keyboard });
  const answer = await conversation.wait();
  const value = answer.callbackQuery?.data?.replace(/^invite:/, '');
  const chosen = options.find((option) => option.value === value);
  if (chosen === undefined) return leave(conversation);
  await answer.api.editMessageText(asked.chat.id, asked.message_id, `${question} ${chosen.label}`);
  return chosen.value;
}

async function askNumber(
  conversation: Talk,
  ctx: Context,
  question: string,
  skip: string,
  complaint: string,
): Promise<number | null> {
  await ctx.reply(question, { reply_markup: new InlineKeyboard().text(skip, 'invite:none') });
  for (;;) {
    const answer = await conversation.wait();
    if (answer.callbackQuery?.data === 'invite:none') return null;
    const text = answer.message?.text;
    if (text === undefined || text.startsWith('/')) return leave(conversation);
    if (/^\d{1,9}$/.test(text.trim())) return Number(text.trim());
    await answer.reply(complaint);
  }
}

/** Ends the conversation and lets the update go on to the other features. */
async function leave(conversation: Talk): Promise<never> {
  return conversation.halt({ next: true });
}
