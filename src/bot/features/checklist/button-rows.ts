import type { Button } from '../../../domain/posts/index.js';

/** A button of the card as it stands: pressed later, it says that the card has moved on. */
export type Press = (
  text: string,
  verb: string,
  argument?: string,
  style?: 'primary' | 'success' | 'danger',
) => Button;

export function rowsOf(width: number, buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += width) rows.push(buttons.slice(at, at + width));
  return rows;
}
