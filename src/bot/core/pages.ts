import { encodeCallback, type Button, type Callback } from '../../domain/posts/index.js';

/** A list in pages, of which `wanted` (from 0) may lie behind the last: things went away meanwhile. */
export function pageOf(
  total: number,
  size: number,
  wanted: number,
): { page: number; pages: number; skip: number } {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(wanted, pages - 1);
  return { page, pages, skip: page * size };
}

/** The row that turns the page; empty when there is only one. */
export function turning(page: number, pages: number, to: (page: number) => Callback): Button[] {
  const button = (text: string, wanted: number): Button => ({ text, data: encodeCallback(to(wanted)) });
  return [
    ...(page > 0 ? [button('◀️', page - 1)] : []),
    ...(page < pages - 1 ? [button('▶️', page + 1)] : []),
  ];
}

/** "2/5" behind a title, or nothing when all is on one page. */
export function pageNumber(page: number, pages: number): string {
  return pages > 1 ? ` ${page + 1}/${pages}` : '';
}
