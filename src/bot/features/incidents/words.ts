import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import {
  commentIncident,
  findIncident,
  resolveIncident,
  type Done,
} from '../../../domain/incidents/index.js';
import { may } from '../../../domain/staff/index.js';
import type { BotContext, StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { keyOfRepliedCard } from '../../core/replied-card.js';
import { typedIn } from '../../core/typed.js';
import { becameOf } from './became.js';

type Talk = Conversation<BotContext>;

/** Names of the conversations. */
export const COMMENT = 'incident-comment';
export const RESOLVE = 'incident-resolve';

const CARD = /^incident:([0-9a-f-]{36})(?::(?:\d+|alert))?$/;

/** In private the next message is added to the incident. */
export function commentDialogue(deps: BotDeps) {
  return async function comment(conversation: Talk, ctx: Context, id: string): Promise<void> {
    await ctx.reply(await conversation.external((outer) => outer.t('incident-comment-type')));
    const text = typedIn(await conversation.wait());
    if (text === null) return conversation.halt({ next: true });
    await ctx.reply(await conversation.external((outer) => storeComment(outer, id, text, deps)));
  };
}

/** In private an employee says what was done; a manager is asked to confirm that it is over. */
export function resolveDialogue(deps: BotDeps) {
  return async function resolve(conversation: Talk, ctx: Context, id: string): Promise<void> {
    await ctx.reply(await conversation.external((outer) => outer.t('incident-done-type')));
    const text = typedIn(await conversation.wait());
    if (text === null) return conversation.halt({ next: true });
    await ctx.reply(await conversation.external((outer) => storeResolution(outer, id, text, deps)));
  };
}

/** A text that replies to the card of an incident is a comment. True when it was taken. */
export async function takeReply(ctx: StaffContext, deps: BotDeps): Promise<boolean> {
  const text = ctx.message?.text;
  const [, id] = CARD.exec((await keyOfRepliedCard(ctx, deps.prisma)) ?? '') ?? [];
  if (id === undefined || text === undefined || text.startsWith('/')) return false;
  const told = await storeComment(ctx, id, text, deps);
  // In a group the card says it when it went well.
  if (ctx.chat?.type === 'private' || told !== ctx.t('incident-did-comment')) await ctx.reply(told);
  return true;
}

function storeComment(outer: BotContext, id: string, text: string, deps: BotDeps): Promise<string> {
  return store(outer, commentIncident, { done: 'incident-did-comment' }, id, text, deps);
}

function storeResolution(outer: BotContext, id: string, text: string, deps: BotDeps): Promise<string> {
  const told = {
    asked: 'incident-did-ask',
    done: 'incident-did-resolve',
    asked_before: 'incident-closing-asked',
  };
  return store(outer, resolveIncident, told, id, text, deps);
}

/** What the person is told of what became of their words; of an outcome without a text, what the incident became. */
async function store(
  outer: BotContext,
  change: typeof commentIncident | typeof resolveIncident,
  told: Partial<Record<Done['outcome'], string>>,
  id: string,
  text: string,
  deps: BotDeps,
): Promise<string> {
  const { person, t } = outer;
  const incident = await findIncident(deps.prisma, id);
  // Asked at every step: who it is was looked up for this update.
  if (person === null || incident === null || !may(person, 'incident.acknowledge', incident.branch))
    return t('refused');
  const { correlationId } = outer.scope;
  const done = await outer.scope.commit((work) =>
    change(work, deps, { id, by: person, text, correlationId }),
  );
  const key = done === null ? undefined : told[done.outcome];
  return key === undefined ? becameOf(outer, done?.incident ?? incident, deps) : t(key);
}
