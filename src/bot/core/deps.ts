import type { ChecklistDefinitions } from '../../domain/checklists/index.js';
import type { CompanyFacts } from '../../domain/company/index.js';
import type { AnyTool } from '../../engine/pipelines/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { Blobs } from '../../platform/blobs/index.js';
import type { Texts } from '../../platform/i18n/index.js';
import type { Logger } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import type { Classify } from './classification.js';
import type { ClientChats } from './client-chats.js';

/** The original of a file by Telegram's id. Throws an `IntegrationError`. */
export type FileSource = (fileId: string, signal: AbortSignal) => Promise<Uint8Array>;

/** What features are made of. */
export interface BotDeps {
  prisma: PrismaClient;
  company: CompanyFacts;
  texts: Texts;
  clock: Clock;
  blobs: Blobs;
  log: Logger;
  fetchFile: FileSource;
  /** What new checklists follow. */
  checklists: ChecklistDefinitions;
  /** By which the pipelines of schedules are checked when one is changed. */
  tools: ReadonlyMap<string, AnyTool>;
  /** Milliseconds after which a press is answered without words; the usual time when absent. */
  answerWithinMs?: number | undefined;
  /** What a message is when the rules cannot say; absent without a language model. */
  classify?: Classify | undefined;
  /** Absent: what is written to clients goes nowhere, and the card says so. */
  chats?: ClientChats | undefined;
}
