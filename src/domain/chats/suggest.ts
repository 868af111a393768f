import { languages, type Language } from '../../platform/i18n/index.js';
import type { ChatDeps } from './deps.js';
import type { Intent, Reading } from './reading.js';

const replies: Readonly<Record<Intent, { key: string }>> = {
  booking: { key: 'chat-suggest-booking' },
  price: { key: 'chat-suggest-price' },
  extension: { key: 'chat-suggest-extension' },
  return: { key: 'chat-suggest-return' },
  problem: { key: 'chat-suggest-problem' },
  documents: { key: 'chat-suggest-documents' },
  location: { key: 'chat-suggest-location' },
  other: { key: 'chat-suggest-other' },
};

/**
 * A reply that promises nothing, in the client's language when it is one of ours, otherwise in English. None to what needs
 * no answer, and to what is no text.
 */
export function suggestByRules(
  text: string,
  { intent, urgency, language }: Pick<Reading, 'intent' | 'urgency' | 'language'>,
  { company, texts }: ChatDeps,
): Pick<Reading, 'suggestion' | 'suggestionMeans'> {
  if (text.trim() === '' || urgency === 'low') return { suggestion: null, suggestionMeans: null };
  const { key } = replies[intent];
  const spoken: Language = languages.find((one) => one === language) ?? 'en';
  return {
    suggestion: texts.in(spoken)(key),
    suggestionMeans: spoken === company.language ? null : texts.in(company.language)(key),
  };
}
