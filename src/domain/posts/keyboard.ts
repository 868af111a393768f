import type { CardPost } from './schema.js';

export type Button = NonNullable<CardPost['keyboard']>[number][number];

/** A keyboard as Telegram takes it. `username`: the bot's own, for buttons that lead to its private chat. */
export function inlineKeyboard(rows: readonly (readonly Button[])[], username: string) {
  return {
    inline_keyboard: rows
      .filter((row) => row.length > 0)
      .map((row) => row.map((one) => keyOf(one, username))),
  };
}

function keyOf(button: Button, username: string) {
  if ('url' in button) return { text: button.text, url: button.url };
  if ('link' in button) return { text: button.text, url: `https://t.me/${username}?start=${button.link}` };
  return { text: button.text, callback_data: button.data, ...(button.style && { style: button.style }) };
}
