import type { BookingEntry } from '../../../domain/search/index.js';
import { html, shorten, type Html } from '../../../kernel/html.js';
import type { Reader } from './reader.js';

const TEXT_LIMIT = 80;

const words: Readonly<Record<BookingEntry['what'], string>> = {
  'car-issued': 'entry-car-issued',
  'car-returned': 'entry-car-returned',
  'checklist-started': 'entry-checklist-started',
  'checklist-done': 'entry-checklist-done',
  'reminder-seen': 'entry-reminder-seen',
  'approval-asked': 'entry-approval-asked',
  'approval-approved': 'entry-approval-approved',
  'approval-rejected': 'entry-approval-rejected',
  'incident-opened': 'entry-incident-opened',
  'incident-resolved': 'entry-incident-resolved',
  'task-created': 'entry-task-created',
};

const kinds: Readonly<Record<string, string>> = {
  issue: 'checklist-word-issue',
  return: 'checklist-word-return',
};

/** What a checklist is of, in the reader's language. */
export function checklistWord(kind: string, { t }: Reader): string {
  const key = kinds[kind];
  return key === undefined ? kind : t(key);
}

/** "• Mon, 3 Mar, 12:00 — Issue checklist finished · Nino". */
export function timelineLine(entry: BookingEntry, reader: Reader): Html {
  const { at, what, kind, by, text } = entry;
  const said = reader.t(words[what], { kind: kind === null ? '' : checklistWord(kind, reader) });
  const parts = [said, text === null ? null : shorten(text, TEXT_LIMIT), by].filter((part) => part !== null);
  return html`• ${reader.moment(at)} — ${parts.join(' · ')}`;
}
