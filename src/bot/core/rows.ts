/** Buttons beside each other, so many in a row. */
export function inRows<Button>(buttons: readonly Button[], inARow: number): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += inARow) rows.push(buttons.slice(at, at + inARow));
  return rows;
}
