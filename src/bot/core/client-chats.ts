import type { Reading } from '../../domain/chats/index.js';
import type { Workshop } from '../../engine/jobs/index.js';
import type { Language } from '../../platform/i18n/index.js';

/** What brings a reply to a client. */
export interface ChatSender {
  /** Throws an `IntegrationError`, whose `reached` says whether the client may have it all the same. */
  send(
    message: { leadId: number; text: string; source?: string; customId: string },
    signal: AbortSignal,
  ): Promise<unknown>;
}

/** A language model that reads what clients write. What it says is a suggestion and nothing more. */
export interface ChatReader {
  /**
   * Null: what it said cannot be used, and asking again would not help. Throws a retryable `IntegrationError` when it may
   * answer later.
   */
  read(
    text: string,
    context: {
      companyLanguage: Language;
      name: string | null;
      /** What was said before, oldest first. */
      recent: readonly string[];
    },
  ): Promise<Reading | null>;
  /** Null: it could not, and the text goes as it was written. */
  translate(text: string, to: string): Promise<string | null>;
}

/** By what clients' chats reach the outside. */
export interface ClientChats {
  /** Null: no token of Umnico is set. */
  sender: ChatSender | null;
  /** Null: there is no language model, and the rules have to do. */
  reader: ChatReader | null;
  /** That a reply is about to go out is stored before it does, which must not end its job. */
  workshop: Workshop;
}
