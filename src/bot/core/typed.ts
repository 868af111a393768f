import type { Context } from 'grammy';

/** The text that was typed in answer; null: a command, a button or a photo, which is no answer. */
export function typedIn(answer: Context): string | null {
  const text = answer.message?.text;
  return text === undefined || text.startsWith('/') || text.trim() === '' ? null : text;
}
