import type { Language } from '../../platform/i18n/index.js';

/** All that a language model can take a message of an employee for. */
export const messageKinds = ['question', 'problem', 'request', 'chat'] as const;

export interface Classification {
  kind: (typeof messageKinds)[number];
  carPlate?: string;
  bookingId?: number;
  /** What it would be called as a task. */
  title?: string;
}

/** Null: nobody could say, and the rules have to do. What it says is a suggestion and nothing more. */
export type Classify = (text: string, language: Language) => Promise<Classification | null>;
