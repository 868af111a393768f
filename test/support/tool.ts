import { expect } from 'vitest';
import { z } from 'zod';
import {
  defineTool,
  type AnyTool,
  type ToolContext,
  type ToolResult,
} from '../../src/engine/pipelines/index.js';
import { BranchlineError } from '../../src/kernel/errors.js';
import { createLog } from '../../src/platform/log/index.js';

/** A tool of which only its input matters. */
export function toolNamed(
  name: string,
  input: z.ZodType,
  run: AnyTool['run'] = () => Promise.resolve({ output: [] }),
): [string, AnyTool] {
  return [name, defineTool({ name, description: name, input, output: z.json(), changes: true, run })];
}

/** What a step tells its tool. */
function toolContext(given: Partial<ToolContext> = {}): ToolContext {
  return {
    runId: '6f1c2b54-8a8a-4a0e-9b56-0a3f1f2c9d01',
    step: 'greet',
    eventId: null,
    taskId: null,
    correlationId: 'c1',
    requestedBy: null,
    attempt: 1,
    idempotencyKey: 'run-1:greet',
    signal: new AbortController().signal,
    log: createLog('silent'),
    ...given,
  };
}

/** Uses a tool as a step does: its input is read by its schema, and so is its output. */
export async function runTool(
  tool: AnyTool,
  input: unknown,
  context: Partial<ToolContext> = {},
): Promise<ToolResult> {
  const result = await tool.run(tool.input.parse(input), toolContext(context));
  if (!('waitsFor' in result)) expect(tool.output.parse(result.output)).toEqual(result.output);
  return result;
}

/** The error of what has to fail. */
export async function failureOf(work: Promise<unknown>): Promise<BranchlineError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof BranchlineError) return error;
  throw error;
}
