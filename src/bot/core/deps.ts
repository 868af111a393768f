import type { CompanyFacts } from '../../domain/company/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { Blobs } from '../../platform/blobs/index.js';
import type { Texts } from '../../platform/i18n/index.js';
import type { Logger } from '../../platform/log/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';

/** What features are made of. */
export interface BotDeps {
  prisma: PrismaClient;
  company: CompanyFacts;
  texts: Texts;
  clock: Clock;
  blobs: Blobs;
  log: Logger;
}
