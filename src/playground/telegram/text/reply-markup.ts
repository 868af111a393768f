import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import { z } from 'zod';
import { badRequest } from '../errors.js';
import { checkedLink } from './links.js';

const MAX_CALLBACK_BYTES = 64;
const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
] as const;

const InlineButton = z.looseObject({
  text: z.string(),
  url: z.string().optional(),
  callback_data: z.string().optional(),
});
const Markup = z.looseObject({
  inline_keyboard: z.array(z.array(InlineButton)).optional(),
  keyboard: z.array(z.array(z.unknown())).optional(),
  remove_keyboard: z.boolean().optional(),
  force_reply: z.boolean().optional(),
});

export interface ReplyMarkup {
  /** Under the message; part of it. */
  inline?: InlineKeyboardMarkup | undefined;
  /** Below the input field; not part of the message. */
  keyboard?: ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply | undefined;
}

/** `reply_markup` of a request, checked as Telegram does. */
export function readReplyMarkup(value: unknown): ReplyMarkup {
  if (value === undefined || value === '') return {};
  if (typeof value === 'string') throw badRequest("can't parse reply keyboard markup JSON object");
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('object expected as reply markup');
  }
  const parsed = Markup.safeParse(value);
  if (!parsed.success) {
    throw badRequest(`can't parse inline keyboard button: ${parsed.error.issues[0]?.message ?? ''}`);
  }
  const { inline_keyboard: rows, keyboard, remove_keyboard, force_reply } = parsed.data;
  if (keyboard !== undefined && keyboard.length > 0) {
    return { keyboard: value as ReplyKeyboardMarkup };
  }
  if (rows !== undefined && rows.length > 0) return { inline: inlineKeyboard(rows) };
  if (remove_keyboard === true) return { keyboard: value as ReplyKeyboardRemove };
  if (force_reply === true) return { keyboard: value as ForceReply };
  return {};
}

function inlineKeyboard(rows: z.output<typeof InlineButton>[][]): InlineKeyboardMarkup | undefined {
  const kept: InlineKeyboardButton[][] = [];
  for (const row of rows) {
    // Telegram leaves out buttons without a text and rows without buttons.
    const buttons = row.filter((button) => button.text !== '').map(checkedButton);
    if (buttons.length > 0) kept.push(buttons);
  }
  return kept.length === 0 ? undefined : { inline_keyboard: kept };
}

function checkedButton(button: z.output<typeof InlineButton>): InlineKeyboardButton {
  const action = ACTIONS.find((name) => {
    const value = button[name];
    return value !== undefined && (value !== '' || name.startsWith('switch_inline_query'));
  });
  if (action === undefined) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (Buffer.byteLength(button.callback_data ?? '', 'utf8') > MAX_CALLBACK_BYTES) {
    throw badRequest('BUTTON_DATA_INVALID');
  }
  if (action === 'url' && checkedLink(button.url ?? '') === undefined) throw badRequest('BUTTON_URL_INVALID');
  return button as unknown as InlineKeyboardButton;
}
