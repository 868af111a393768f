import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard, type Context } from 'grammy';
import { encodeCallback, inlineKeyboard } from '../../../domain/posts/index.js';
import { findRecord, may, type StaffChange } from '../../../domain/staff/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { apply, outcomeText } from './apply.js';

/** The name of the conversation. */
export const STAFF_NUMBER = 'staff-number';

const NONE = 'staff-number:none';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose number in which system; kept with the conversation, so it is JSON. */
interface Asked {
  staffId: string;
  /** Of the page from which it was asked. */
  revision: number;
  system: 'rentprog' | 'yougile';
}

/**
 * An admin types who somebody is in RentProg or YouGile, or takes the number away. What is no answer ends it and goes
 * its usual way.
 */
export function numberDialogue(deps: BotDeps) {
  return async function staffNumber(
    conversation: Conversation<BotContext>,
    ctx: Context,
    asked: Asked,
  ): Promise<void> {
    const begun = await conversation.external((outer) => begin(outer, asked, deps));
    if (begun === null) return;
    const t = deps.texts.in(begun.language);
    const { system } = asked;
    const question =
      system === 'rentprog'
        ? t('person-ask-rentprog', { name: begun.name })
        : t('person-ask-yougile', { name: begun.name });
    const sent = await ctx.reply(question, {
      reply_markup: new InlineKeyboard().text(t('button-person-no-number'), NONE),
    });
    for (;;) {
      const answer = await conversation.wait();
      const pressed = answer.callbackQuery;
      const none = pressed?.data === NONE && pressed.message?.message_id === sent.message_id;
      const text = answer.message?.text?.trim();
      if (!none && (text === undefined || text.startsWith('/'))) return conversation.halt({ next: true });
      const change = none ? changeTo(system, null) : readNumber(system, text ?? '');
      if (change === null) {
        await answer.reply(t(system === 'rentprog' ? 'invite-number-expected' : 'person-yougile-expected'));
        continue;
      }
      const told = await conversation.external((outer) => save(outer, asked, change, deps));
      const back = encodeCallback({
        ...{ action: 'staff.person', staffId: BigInt(asked.staffId), revision: asked.revision },
        verb: 'show',
      });
      await answer.reply(told, {
        reply_markup: inlineKeyboard([[{ text: `👤 ${begun.name}`, data: back }]], answer.me.username),
      });
      return;
    }
  };
}

async function begin(outer: BotContext, { staffId }: Asked, deps: BotDeps) {
  if (outer.person === null || !may(outer.person, 'staff.change')) return null;
  const record = await findRecord(deps.prisma, BigInt(staffId));
  return record === null ? null : { name: record.name, language: outer.language };
}

/** Null: it is no such number. */
function readNumber(system: Asked['system'], text: string): StaffChange | null {
  const id = text.toLowerCase();
  const fits = system === 'rentprog' ? /^\d{1,9}$/.test(id) : UUID.test(id);
  return fits ? changeTo(system, id) : null;
}

function changeTo(system: Asked['system'], id: string | null): StaffChange {
  if (system === 'yougile') return { yougileId: id };
  return { rentprogId: id === null ? null : Number(id) };
}

/** The right is asked again: the change itself refuses who has lost it. */
async function save(outer: BotContext, asked: Asked, change: StaffChange, deps: BotDeps): Promise<string> {
  if (outer.person === null) return outer.t('refused');
  const staffId = BigInt(asked.staffId);
  const wanted = { staffId, revision: asked.revision, change };
  const outcome = await apply(outer, outer.person.telegramId, wanted, deps);
  return (await outcomeText(outer, outcome, staffId, deps)) ?? outer.t('person-changed');
}
