export const intents = [
  'booking',
  'price',
  'extension',
  'return',
  'problem',
  'documents',
  'location',
  'other',
] as const;
export type Intent = (typeof intents)[number];

export type Urgency = 'low' | 'normal' | 'high';

/** What is made of a client's message. */
export interface Reading {
  /** In which it is written, such as "en". */
  language: string;
  /** In the company's language; null when it is written in that, or nobody could translate it. */
  translation: string | null;
  intent: Intent;
  urgency: Urgency;
  /** A reply in the client's language. */
  suggestion: string | null;
  /** What the suggestion says in the company's language; null when it is in that. */
  suggestionMeans: string | null;
  by: 'rules' | 'llm';
}
