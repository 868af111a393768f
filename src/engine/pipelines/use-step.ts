import { z } from 'zod';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';
import { storableJson } from '../../kernel/storable.js';
import type { Logger } from '../../platform/log/index.js';
import type { Work } from '../jobs/index.js';
import { evaluateList, holds, readsVariable, type Scope } from './jmespath.js';
import type { PlanStep } from './plan.js';
import type { Mark } from './end-step.js';
import { plannedStep, scopeOf, type LoadedStep } from './scope.js';
import { renderTemplate } from './template.js';
import type { AnyTool, ToolContext, ToolResult } from './tool.js';

/** Longer lists are no work for one run. */
const MAX_ITEMS = 1_000;
/** Of the JSON of one output, which every later step of the run is loaded with. */
const MAX_OUTPUT_CHARACTERS = 4 * 1024 * 1024;

export interface StepUse {
  /** What becomes of the step. */
  mark: Mark;
  /** Stored together with that. */
  write?: ((work: Work) => Promise<void>) | undefined;
  /** Of a for-each that begins: its items, in order. */
  items?: number;
}

export interface UseDeps {
  tools: ReadonlyMap<string, AnyTool>;
  log: Logger;
}

/**
 * Does what a step is for, up to its end, which the caller stores. Whatever it throws names the step and its place in
 * the source.
 */
export async function useStep(
  deps: UseDeps,
  loaded: LoadedStep,
  attempt: { number: number; signal: AbortSignal },
): Promise<StepUse> {
  const planned = plannedStep(loaded);
  if (planned === undefined) throw stepFault('run.plan_unknown', `the plan has no step ${loaded.step}`);
  try {
    const scope = scopeOf(loaded, planned);
    if (!isWanted(loaded, planned, scope)) return { mark: { state: 'skipped', output: null } };
    if (planned.forEach !== null && loaded.parent === null) return expand(planned.forEach.list, scope);
    return await callTool(deps, { loaded, planned, scope }, attempt);
  } catch (error) {
    throw named(error, loaded.step, planned.path);
  }
}

/** A condition that names the item is asked for each of them, another one once for the whole for-each. */
function isWanted(loaded: LoadedStep, planned: PlanStep, scope: Scope): boolean {
  if (planned.if === null) return true;
  if (planned.forEach !== null) {
    const isOfItem = readsVariable(planned.if, planned.forEach.as);
    if (isOfItem !== (loaded.parent !== null)) return true;
  }
  return holds(planned.if, scope);
}

function expand(list: string, scope: Scope): StepUse {
  const items = evaluateList(list, scope);
  if (items.length > MAX_ITEMS)
    throw stepFault(
      'step.too_many_items',
      `the list has ${items.length} items, one for-each takes ${MAX_ITEMS} at most`,
    );
  if (items.length === 0) return { mark: { state: 'done', input: [], output: [] } };
  return { mark: { state: 'running', input: items }, items: items.length };
}

async function callTool(
  deps: UseDeps,
  { loaded, planned, scope }: { loaded: LoadedStep; planned: PlanStep; scope: Scope },
  attempt: { number: number; signal: AbortSignal },
): Promise<StepUse> {
  const tool = deps.tools.get(planned.uses);
  if (tool === undefined) throw stepFault('step.no_such_tool', `there is no tool ${planned.uses}`);
  const rendered = renderTemplate(planned.with, scope);
  const input = check(tool.input, rendered, `the input does not fit the tool ${tool.name}`);
  const result = await withinTime(planned.timeoutSeconds, attempt.signal, (signal) =>
    tool.run(input, contextOf(deps, loaded, attempt.number, signal)),
  );
  if (!('waitUntil' in result))
    check(tool.output, result.output, `the tool ${tool.name} gave a wrong output`);
  return { mark: { ...markOf(result), input: rendered }, write: result.write };
}

function markOf(result: ToolResult): Mark {
  if (storableJson(result.output).length > MAX_OUTPUT_CHARACTERS)
    throw stepFault('step.output_too_large', `the output has more than ${MAX_OUTPUT_CHARACTERS} characters`);
  if (!('waitUntil' in result)) return { state: 'done', output: result.output };
  const { output, waitsFor, waitUntil } = result;
  return { state: 'waiting', output, waitsFor, resumeAt: waitUntil };
}

function contextOf(deps: UseDeps, loaded: LoadedStep, attempt: number, signal: AbortSignal): ToolContext {
  const { id: runId, step, eventId, taskId, correlationId, requestedBy } = loaded;
  return {
    ...{ runId, step, eventId, taskId, correlationId, requestedBy, attempt, signal },
    idempotencyKey: `${runId}:${step}`,
    log: deps.log.child({ correlationId, runId, step, ...(eventId !== null && { eventId }) }),
  };
}

/** A tool that does not hear its signal is waited for no longer, either. */
async function withinTime<Result>(
  seconds: number,
  outer: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const isAborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => {
      reject(controller.signal.reason as Error);
    });
  });
  // Nobody listens any more when the tool was quicker.
  isAborted.catch(() => undefined);
  const stop = (): void => {
    controller.abort(outer.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(
      new BranchlineError('step.timeout', { retryable: true, message: `no end within ${seconds} s` }),
    );
  }, seconds * 1_000);
  if (outer.aborted) stop();
  else outer.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([run(controller.signal), isAborted]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  }
}

function check<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw stepFault('step.schema', `${what}: ${z.prettifyError(parsed.error)}`);
}

function stepFault(code: string, message: string): BranchlineError {
  return new BranchlineError(code, { retryable: false, message });
}

function named(error: unknown, step: string, path: string): BranchlineError {
  const { code, retryable } =
    error instanceof BranchlineError ? error : { code: 'step.failed', retryable: true };
  return new BranchlineError(code, {
    retryable,
    message: `${step} (${path}): ${errorMessage(error)}`,
    cause: error,
  });
}
