import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { StaffMember } from '../../domain/staff/index.js';
import type { JobContext } from '../../engine/jobs/index.js';
import type { Language, Translate } from '../../platform/i18n/index.js';
import type { Logger } from '../../platform/log/index.js';

/** What every update carries besides itself. */
export interface UpdateScope {
  correlationId: string;
  log: Logger;
  /**
   * Stores what the update means and ends its job, in one transaction. At most once an update; what must not be
   * lost goes through here, what only answers a press (a toast, a menu) need not.
   */
  commit: JobContext['commit'];
  /** Whether that has been done. */
  committed: () => boolean;
}

interface BotFlavor {
  scope: UpdateScope;
  /** Null for strangers. */
  person: StaffMember | null;
  language: Language;
  t: Translate;
  /** What the press is answered with; the answer is sent once, at the end or when the work takes long. */
  toast: { text?: string; alert?: boolean };
  /** This update ended a dialogue that waited for something else. */
  leftDialogue?: boolean;
  /** Sends the menu of the person's role. */
  openMenu: () => Promise<void>;
}

export type BotContext = ConversationFlavor<Context & BotFlavor>;

/** A context of somebody who works here: what features behind the gate get. */
export type StaffContext = BotContext & { person: StaffMember };
