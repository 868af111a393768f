import { activeChecklistId, type Input, type TakenPhoto } from '../../../domain/checklists/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { applyToChecklist } from './apply.js';

/** What a message is to a checklist; null when it is nothing to it (a sticker, a voice note). */
function inputOf(ctx: StaffContext): { input: Input; photo?: TakenPhoto } | null {
  const message = ctx.message;
  if (message?.text !== undefined) return { input: { type: 'text', text: message.text } };
  const largest = message?.photo?.at(-1);
  if (largest !== undefined) return { input: { type: 'photo' }, photo: takenPhoto(largest, false) };
  const document = message?.document;
  if (document?.mime_type?.startsWith('image/') === true)
    return { input: { type: 'photo' }, photo: takenPhoto(document, true) };
  return null;
}

function takenPhoto(
  file: { file_id: string; file_unique_id: string; width?: number; height?: number },
  document: boolean,
): TakenPhoto {
  return {
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    document,
    width: file.width ?? null,
    height: file.height ?? null,
  };
}

/**
 * A text or photo in private goes to the checklist that the person is walking. True when it was taken: an update is
 * for one feature only.
 */
export async function takeMessage(ctx: StaffContext, deps: BotDeps): Promise<boolean> {
  if (ctx.chat?.type !== 'private' || ctx.message === undefined) return false;
  const checklistId = await activeChecklistId(deps.prisma, ctx.person.telegramId, BigInt(ctx.chat.id));
  if (checklistId === null) return false;
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
