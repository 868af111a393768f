import { activeChecklistId, checklistKind, type Input } from '../../../domain/checklists/index.js';
import { photoOf, type TakenPhoto } from '../../../domain/photos/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { applyToChecklist } from './apply.js';
import { mayWalk } from './permissions.js';

/** What a message is to a checklist; null when it is nothing to it (a sticker, a voice note). */
function inputOf({ message }: StaffContext): { input: Input; photo?: TakenPhoto } | null {
  if (message === undefined) return null;
  if (message.text !== undefined) return { input: { type: 'text', text: message.text } };
  const photo = photoOf(message);
  return photo === null ? null : { input: { type: 'photo' }, photo };
}

/**
 * A text or photo in private goes to the checklist that the person is walking. True when it was taken: an update is
 * for one feature only.
 */
export async function takeMessage(ctx: StaffContext, deps: BotDeps): Promise<boolean> {
  if (ctx.chat?.type !== 'private' || ctx.message === undefined) return false;
  // A command that nobody knows is no answer to a question.
  if (ctx.message.text?.startsWith('/') === true) return false;
  const checklistId = await activeChecklistId(deps.prisma, ctx.person.telegramId, BigInt(ctx.chat.id));
  if (checklistId === null || !(await mayGoOn(ctx, checklistId, deps))) return false;
  const taken = inputOf(ctx);
  if (taken === null) {
    await ctx.reply(ctx.t('checklist-not-a-photo'));
    return true;
  }
  const seen = ctx.message.message_id;
  const { correlationId } = ctx.scope;
  await ctx.scope.commit((work) =>
    applyToChecklist(work, { checklistId, ...taken, seen, correlationId }, deps),
  );
  return true;
}

/** Who was moved to another branch in the middle of a checklist cannot go on with it, by words as little as by buttons. */
async function mayGoOn(ctx: StaffContext, id: string, deps: BotDeps): Promise<boolean> {
  const row = await deps.prisma.checklist.findUnique({ where: { id }, select: { kind: true, branch: true } });
  const kind = row === null ? null : checklistKind(row.kind);
  return row !== null && kind !== null && mayWalk(ctx.person, { kind, branch: row.branch });
}
