import { Composer, type ChatTypeContext, type CommandContext } from 'grammy';
import { cardPost, encodeCallback, readDeepLink, textPost } from '../../../domain/posts/index.js';
import { acceptInvitation, findMember, isQuiet, type Acceptance } from '../../../domain/staff/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { NewEffect } from '../../../engine/outbox/index.js';
import { html, lines } from '../../../kernel/html.js';
import { languages } from '../../../platform/i18n/index.js';
import type { Invitation } from '../../../platform/prisma/index.js';
import { branchTitle } from '../../core/branches.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { ownCommandsJob } from '../../core/own-commands.js';
import { languageKeyboard } from '../language/index.js';

const refusals: Readonly<Record<Exclude<Acceptance['outcome'], 'accepted' | 'already_staff'>, string>> = {
  unknown: 'invitation-unknown',
  used: 'invitation-used',
  expired: 'invitation-expired',
  revoked: 'invitation-revoked',
};

interface Newcomer {
  telegramId: bigint;
  name: string;
  username: string | null;
}

/** `/start <code>` of somebody who is not staff yet: the one thing that a stranger can do. */
export function invitationsAtTheDoor(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer
    .chatType('private')
    .command('start')
    .filter(
      (ctx) => ctx.person === null && ctx.match !== '',
      (ctx, next) => letIn(ctx, next, deps),
    );
  return composer;
}

async function letIn(
  ctx: CommandContext<ChatTypeContext<BotContext, 'private'>>,
  next: () => Promise<void>,
  deps: BotDeps,
): Promise<void> {
  const { id, first_name, last_name, username } = ctx.from;
  const person: Newcomer = {
    telegramId: BigInt(id),
    name: [first_name, last_name].filter(Boolean).join(' '),
    username: username ?? null,
  };
  const { correlationId } = ctx.scope;
  const acceptance = await ctx.scope.commit(async (work) => {
    const result = await acceptInvitation(work.tx, ctx.match, person, deps.clock.now());
    if (result.outcome === 'accepted') {
      await work.emit(welcome(ctx, person, result.invitation, deps));
      await tellInviter(work, person, result.invitation, correlationId, deps);
      await work.enqueue(ownCommandsJob(person.telegramId, correlationId));
    }
    return result.outcome;
  });
  if (acceptance === 'accepted' || acceptance === 'already_staff') return;
  // A link of a card, opened by somebody who does not work here: that was no invitation.
  if (acceptance === 'unknown' && readDeepLink(ctx.match) !== null) return next();
  await ctx.reply(ctx.t(refusals[acceptance]));
}

/** In the language that the invitation names; it can be changed there and then. */
function welcome(ctx: BotContext, person: Newcomer, invitation: Invitation, deps: BotDeps): NewEffect {
  const language = languages.find((one) => one === invitation.language);
  const t = language === undefined ? ctx.t : deps.texts.in(language);
  const menu = { text: t('button-to-menu'), data: encodeCallback({ action: 'menu' }) };
  return cardPost({
    key: `welcome:${person.telegramId}`,
    to: { chatId: String(person.telegramId) },
    html: lines(
      html`<b>${t('welcome', { name: person.name })}</b>`,
      language === undefined ? t('welcome-language') : t('welcome-language-given'),
    ),
    keyboard: [...languageKeyboard(t), ...(language === undefined ? [] : [[menu]])],
    correlationId: ctx.scope.correlationId,
    below: true,
    priority: 1,
  });
}

async function tellInviter(
  work: Work,
  { name }: Newcomer,
  { createdBy, role, branches }: Invitation,
  correlationId: string,
  { clock, company, texts }: BotDeps,
): Promise<void> {
  const inviter = await findMember(work.tx, createdBy);
  if (inviter === null) return;
  const t = texts.in(inviter.language ?? company.language);
  const where = branches.map((branch) => branchTitle(branch, company)).join(', ');
  const text = t('invite-accepted', { name, role: t(`role-${role}`), branches: where || t('branch-all') });
  await work.emit(
    textPost({
      to: { chatId: String(createdBy) },
      html: html`${text}`,
      silent: isQuiet(inviter, clock.now(), company.timezone),
      correlationId,
    }),
  );
}
