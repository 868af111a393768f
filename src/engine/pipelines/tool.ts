import type { z } from 'zod';
import type { Logger } from '../../platform/log/index.js';
import type { Prisma } from '../../platform/prisma/index.js';
import type { Work } from '../jobs/index.js';

/** What a tool knows of the step that uses it. */
export interface ToolContext {
  runId: string;
  /** The step's id, with its item: `send[3]`. */
  step: string;
  eventId: string | null;
  taskId: string | null;
  correlationId: string;
  /** `agent:<id>`, `staff:<telegram id>` or null: in whose name the run is under way. */
  requestedBy: string | null;
  /** This attempt, from 1. */
  attempt: number;
  /** The same for every attempt of the step and no other step: what outside systems take against repetition. */
  idempotencyKey: string;
  /** Aborted when the step's time is over, the run is cancelled or the program stops. */
  signal: AbortSignal;
  log: Logger;
}

/** How a tool ends a step. */
export type ToolResult =
  | {
      output: Prisma.InputJsonValue | null;
      /** What is stored together with the step's end: effects, jobs, events, rows. */
      write?: (work: Work) => Promise<void>;
    }
  | {
      /** The step waits: until then, or, when null, until somebody resumes it. The tool is not called again. */
      waitUntil: Date | null;
      /** What it waits for, for people: `time`, `approval:<id>`. */
      waitsFor: string;
      /** The step's output when its time has come; what resumes it may give another. */
      output: Prisma.InputJsonValue | null;
      write?: (work: Work) => Promise<void>;
    };

/**
 * Something that a step can use. What it does outside of the database may happen again when the process dies before the
 * step's end is stored: it passes `idempotencyKey` on where the other side takes one.
 */
export interface Tool<Input = unknown, Output = unknown> {
  /** `telegram.post`: a lower-case family and a name. */
  name: string;
  description: string;
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
  /** It changes something outside of its run: shadow replays and dry runs leave it out. */
  changes: boolean;
  run(input: Input, context: ToolContext): Promise<ToolResult>;
}

/** Keeps the types of input and output while tools of many kinds go into one list. */
export function defineTool<Input, Output>(tool: Tool<Input, Output>): AnyTool {
  return tool;
}

export type AnyTool = Tool;
