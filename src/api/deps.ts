import type { FastifyInstance, RawServerDefault, FastifyBaseLogger } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AnyTool } from '../engine/pipelines/index.js';
import type { QuestionDeps } from '../domain/approvals/index.js';
import type { Work, Workshop } from '../engine/jobs/index.js';
import type { Wakeups } from '../engine/wakeups/index.js';
import type { PrismaClient } from '../platform/prisma/index.js';
import type { Sql } from '../platform/sql/index.js';

export interface RestDeps {
  prisma: PrismaClient;
  /** On the pool. */
  sql: Sql;
  workshop: Workshop;
  wakeups: Wakeups;
  /** What steps of a pipeline can use. */
  tools: ReadonlyMap<string, AnyTool>;
  /** The same as JSON Schemas, for those who write pipelines. */
  toolDescriptions: readonly object[];
  /** What the card of a question that was answered is posted with. */
  questions: QuestionDeps;
  shadowReplays: ShadowReplays;
  /** API_TOKEN; undefined: nobody is let in before an agent has a token. */
  bootstrapToken: string | undefined;
  /** The zone of tasks that name none. */
  timezone: string;
}

/** Runs a changed route over recorded events with its effects withheld, and compares. */
export interface ShadowReplays {
  /**
   * Stores a shadow replay and the job that does it; answers its id. Throws `pipeline.invalid` for a route that does
   * not compile.
   */
  start(
    work: Work,
    replay: { source: string; since: Date; until: Date; requestedBy: string; correlationId: string },
  ): Promise<string>;
}

/** A server whose routes take zod schemas. */
export type ZodApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
