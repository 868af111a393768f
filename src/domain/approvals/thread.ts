import { html, shorten, type Html } from '../../kernel/html.js';
import type { Translate } from '../../platform/i18n/index.js';
import type { ApprovalNote } from '../../platform/prisma/index.js';
import { staffRoles } from '../staff/index.js';
import { fitThread } from './fit-thread.js';

const signs: Readonly<Record<string, string>> = { question: '❓', answer: '↩️', escalated: '⏫' };

/** What was asked, answered and escalated, one line an entry, oldest first, within `room` characters of markup. */
export function threadLines(
  notes: readonly ApprovalNote[],
  t: Translate,
  show: { nameOf: (id: bigint | null) => string; timeOf: (at: Date) => string; room: number },
): (Html | string)[] {
  const entriesOf = (limit: number): Html[] =>
    notes.map(({ kind, author, text, at }) => {
      const head = `${signs[kind] ?? '•'} ${show.timeOf(at)}`;
      if (kind !== 'escalated') return html`${head} <b>${show.nameOf(author)}</b>: ${shorten(text, limit)}`;
      const role = staffRoles.find((one) => one === text) ?? 'admin';
      return html`${head} ${t('approval-escalated', { role: t(`role-${role}`) })}`;
    });
  return fitThread(entriesOf, show.room);
}
