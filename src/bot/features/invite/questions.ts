import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard, type Context } from 'grammy';
import type { Button } from '../../../domain/posts/index.js';
import type { BotContext } from '../../core/context.js';

type Talk = Conversation<BotContext>;

interface Option<Value extends string> {
  label: string;
  value: Value;
}

const DATA = 'invite:';
const SEVERAL = '+';
const DONE = '!';

/** Asks with buttons. What is no answer ends the conversation and goes its usual way; so does `other`, which is a way out. */
export async function ask<Value extends string>(
  conversation: Talk,
  ctx: Context,
  question: string,
  options: readonly Option<Value>[],
  other?: Extract<Button, { data: string }>,
): Promise<Value> {
  const keyboard = keyboardOf(options);
  if (other !== undefined) keyboard.text(other.text, other.data);
  const asked = await ctx.reply(question, { reply_markup: keyboard });
  const answer = await conversation.wait();
  const chosen = options.find(({ value }) => value === pressed(answer, asked.message_id));
  if (chosen === undefined) return leave(conversation);
  await settle(answer, question, chosen.label);
  return chosen.value;
}

/** One tap for one; several with a button more. At least one is chosen. */
export async function askSeveral<Value extends string>(
  conversation: Talk,
  ctx: Context,
  texts: { question: string; several: string; done: string },
  options: readonly Option<Value>[],
): Promise<Value[]> {
  const keyboard = keyboardOf(options);
  if (options.length > 1) keyboard.text(texts.several, `${DATA}${SEVERAL}`);
  const asked = await ctx.reply(texts.question, { reply_markup: keyboard });
  let several = false;
  const chosen = new Set<Value>();
  for (;;) {
    const answer = await conversation.wait();
    const value = pressed(answer, asked.message_id);
    const option = options.find((one) => one.value === value);
    if (option === undefined && value !== SEVERAL && value !== DONE) return leave(conversation);
    // A second tap on the same button changes nothing.
    if ((value === SEVERAL && several) || (value === DONE && chosen.size === 0)) continue;
    if (value === SEVERAL) several = true;
    if (option !== undefined && !chosen.delete(option.value)) chosen.add(option.value);
    if (value === DONE || (!several && chosen.size > 0)) {
      const taken = options.filter((one) => chosen.has(one.value));
      await settle(answer, texts.question, taken.map((one) => one.label).join(', '));
      return taken.map((one) => one.value);
    }
    const marked = keyboardOf(
      options.map((one) => ({ ...one, label: `${chosen.has(one.value) ? '☑️' : '▫️'} ${one.label}` })),
    );
    if (chosen.size > 0) marked.text(texts.done, `${DATA}${DONE}`);
    await answer.editMessageText(texts.question, { reply_markup: marked });
  }
}

/** Null: skipped. */
export async function askNumber(
  conversation: Talk,
  ctx: Context,
  texts: { question: string; skip: string; complaint: string },
): Promise<number | null> {
  const none = { label: texts.skip, value: 'none' };
  const asked = await ctx.reply(texts.question, { reply_markup: keyboardOf([none]) });
  for (;;) {
    const answer = await conversation.wait();
    if (pressed(answer, asked.message_id) === none.value) {
      await settle(answer, texts.question, texts.skip);
      return null;
    }
    const text = answer.message?.text?.trim();
    if (text === undefined || text.startsWith('/')) return leave(conversation);
    if (/^\d{1,9}$/.test(text)) return Number(text);
    await answer.reply(texts.complaint);
  }
}

function keyboardOf(options: readonly Option<string>[]): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const { label, value } of options) keyboard.text(label, `${DATA}${value}`).row();
  return keyboard;
}

/** What was pressed under that question; a button of an earlier one is no answer. */
function pressed(answer: Context, asked: number): string | undefined {
  const { callbackQuery } = answer;
  if (callbackQuery?.message?.message_id !== asked) return undefined;
  return callbackQuery.data?.startsWith(DATA) === true ? callbackQuery.data.slice(DATA.length) : undefined;
}

/** Leaves the question with its answer and without its buttons. */
async function settle(answer: Context, question: string, label: string): Promise<void> {
  await answer.editMessageText(`${question} ${label}`);
}

/** Ends the conversation and lets the update go on to the other features. */
function leave(conversation: Talk): Promise<never> {
  return conversation.halt({ next: true });
}
