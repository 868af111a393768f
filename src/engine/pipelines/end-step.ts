import { BranchlineError } from '../../kernel/errors.js';
import { storableJson } from '../../kernel/storable.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { RunRecord, StepRecord, StepState } from './run-record.js';

const markStepSql = loadStatement(import.meta.url, './sql/mark-step.sql');
const lookRunSql = loadStatement(import.meta.url, './sql/look-run.sql');
const lockRunSql = loadStatement(import.meta.url, './sql/lock-run.sql');

/** A run and where its steps stand, under its lock. */
export interface Standing {
  run: RunRecord;
  steps: StepRecord[];
}

/** What became of a step. */
export interface Mark {
  state: StepState;
  input?: unknown;
  output?: unknown;
  error?: string;
  attempts?: number;
  /** How long the attempt took. */
  ms?: number;
  waitsFor?: string;
  resumeAt?: Date | null;
}

/**
 * Stores what became of a step and locks its run until the transaction ends. Null: the step was in none of the states
 * `from`, for somebody was there before, and nothing is changed.
 */
export async function markStep(
  sql: Sql,
  runId: string,
  step: string,
  from: readonly StepState[],
  mark: Mark,
): Promise<Standing | null> {
  const [row] = await sql.rows<MarkedRow>(markStepSql, [
    ...[runId, step, JSON.stringify(from), storableJson(mark)],
  ]);
  if (row?.isMarked !== true) return null;
  if (row.hasOthers) return look(sql, runId);
  const { steps, isMarked: _, hasOthers: __, ...run } = row;
  return { run, steps: steps.map((one) => (one.step === step ? { ...one, ...standingOf(mark) } : one)) };
}

type MarkedRow = RunRecord & { steps: StepRecord[]; isMarked: boolean; hasOthers: boolean };

function standingOf({ state, error, input }: Mark): Partial<StepRecord> {
  return { state, error: error ?? null, ...(input !== undefined && { isExpanded: true }) };
}

/** Where a run stands; its lock is held. */
export async function look(sql: Sql, runId: string): Promise<Standing> {
  const [row] = await sql.rows<RunRecord & { steps: StepRecord[] }>(lookRunSql, [runId]);
  if (row === undefined) throw unknownRun(runId);
  const { steps, ...run } = row;
  return { run, steps };
}

/** Locks a run until the transaction ends. Throws `run.not_found`. */
export async function lockRun(sql: Sql, runId: string): Promise<Pick<RunRecord, 'state' | 'concurrencyKey'>> {
  const [row] = await sql.rows<Pick<RunRecord, 'state' | 'concurrencyKey'>>(lockRunSql, [runId]);
  if (row === undefined) throw unknownRun(runId);
  return row;
}

export function unknownRun(runId: string): BranchlineError {
  return new BranchlineError('run.not_found', {
    retryable: false,
    message: `there is no run ${runId}`,
    details: { runId },
  });
}
