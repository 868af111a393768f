import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from './generated/client.js';
import { createStatementNames } from './statement-names.js';

export { Prisma, PrismaClient } from './generated/client.js';
export type {
  ApiAgent,
  Approval,
  ApprovalNote,
  Booking,
  BotOffer,
  Car,
  Charge,
  Checklist,
  ChecklistAnswer,
  Client,
  ClientChat,
  ClientMessage,
  DutyShift,
  Event,
  Handover,
  Incident,
  IncidentEntry,
  Invitation,
  Job,
  LooseAlbum,
  MaintenanceIntake,
  Photo,
  Reminder,
  Run,
  RunStep,
  ShadowReplay,
  Staff,
  StaffTask,
  StaffTaskEntry,
  Task,
  TaskVersion,
} from './generated/client.js';

/** Prisma on the pool that the hand-written statements use too: one set of connections, one bound. */
export function createPrisma(pool: Pool): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: false,
      statementNameGenerator: createStatementNames(),
    }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}
