import { describe, expect, it } from 'vitest';
import { advance, partOf, type Move } from './advance.js';
import type { Part, Plan, PlanStep, Stage } from './plan.js';
import type { StepRecord, StepState } from './run-record.js';

function step(id: string, facts: Partial<PlanStep> = {}): PlanStep {
  return {
    ...{ id, path: id, uses: 'test.a', with: {}, if: null, saveAs: null, timeoutSeconds: 30 },
    ...{ maxRetries: null, onError: 'fail', forEach: null, ...facts },
  };
}

function plan(stages: Stage[], failure: Stage[] = []): Plan {
  return {
    ...{ params: {}, stages, onRecovery: [], timeoutSeconds: null },
    onFailure: { failures: 1, stages: failure },
  };
}

const stage = (steps: PlanStep[], atOnce: number | null = null): Stage => ({ steps, atOnce });

function record(name: string, state: StepState, facts: Partial<StepRecord> = {}): StepRecord {
  return {
    ...{
      step: name,
      part: 'main',
      stage: 0,
      state,
      parent: null,
      item: null,
      isExpanded: false,
      error: null,
    },
    ...facts,
  };
}

const item = (n: number, state: StepState): StepRecord =>
  record(`each[${n}]`, state, { parent: 'each', item: n, error: state === 'failed' ? `no ${n}` : null });

/** What is to start, pending ones in brackets; or what else is to be done. */
function next(of: Plan, steps: StepRecord[], part: Part = 'main'): unknown {
  const move: Move = advance(of, part, steps);
  if (move.do !== 'start') return move;
  return move.steps.map(({ step: name, state }) => (state === 'pending' ? `(${name})` : name));
}

const two = plan([stage([step('a'), step('b')]), stage([step('c')])]);

describe('what is next', () => {
  it('is the first stage of a run that has just begun', () => {
    expect(next(two, [])).toEqual(['a', 'b']);
  });

  it('is nothing while something of the stage is under way, or waits', () => {
    expect(next(two, [record('a', 'done'), record('b', 'running')])).toEqual({ do: 'wait' });
    expect(next(two, [record('a', 'skipped'), record('b', 'waiting')])).toEqual({ do: 'wait' });
  });

  it('is the next stage when all of the stage have ended, and the end after the last', () => {
    const done = [record('a', 'done'), record('b', 'skipped')];
    expect(next(two, done)).toEqual(['c']);
    expect(next(two, [...done, record('c', 'done', { stage: 1 })])).toEqual({
      ...{ do: 'end', part: 'main', failure: null },
    });
  });

  it('is as many steps of a stage as may be at once', () => {
    const narrow = plan([stage([step('a'), step('b'), step('c')], 2)]);
    expect(next(narrow, [])).toEqual(['a', 'b', '(c)']);
    expect(next(narrow, [record('a', 'running'), record('b', 'done'), record('c', 'pending')])).toEqual([
      'c',
    ]);
    expect(next(narrow, [record('a', 'running'), record('b', 'running'), record('c', 'pending')])).toEqual({
      do: 'wait',
    });
  });

  it('is what is missing in a stage of which a part was taken over', () => {
    expect(next(two, [record('a', 'done')])).toEqual(['b']);
  });

  it('is what was given back when the run goes on after a pause', () => {
    expect(next(two, [record('a', 'pending'), record('b', 'running')])).toEqual(['a']);
  });

  it('is the end when a step failed, once the others have ended; pending ones are not begun', () => {
    const failed = record('a', 'failed', { error: 'no' });
    expect(next(two, [failed, record('b', 'running')])).toEqual({ do: 'wait' });
    expect(next(two, [failed, record('b', 'pending')])).toEqual({
      ...{ do: 'end', part: 'main', failure: { step: 'a', message: 'no' } },
    });
  });

  it('is the next stage after a failure that was let go', () => {
    const mild = plan([stage([step('a', { onError: 'continue' })]), stage([step('c')])]);
    expect(next(mild, [record('a', 'failed')])).toEqual(['c']);
  });

  it('is told for the part of the plan that is under way', () => {
    const of = plan([stage([step('a')])], [stage([step('tell')])]);
    const failed = record('a', 'failed');
    expect(partOf([failed])).toBe('main');
    expect(next(of, [failed], 'failure')).toEqual(['tell']);
    const told = record('tell', 'done', { part: 'failure' });
    expect(partOf([failed, told])).toBe('failure');
    expect(next(of, [failed, told], 'failure')).toEqual({ do: 'end', part: 'failure', failure: null });
  });
});

describe('what is next in a for-each', () => {
  const forEach = { list: 'x', as: 'item', atOnce: 2 };
  const of = plan([stage([step('each', { forEach })])]);
  const mild = plan([stage([step('each', { forEach, onError: 'continue' })])]);
  const parent = record('each', 'running', { isExpanded: true });

  it('is nothing while its list is being looked up', () => {
    expect(next(of, [record('each', 'running')])).toEqual({ do: 'wait' });
  });

  it('is as many items as may be at once, in their order', () => {
    expect(next(of, [parent, item(2, 'pending'), item(0, 'pending'), item(1, 'pending')])).toEqual([
      ...['each[0]', 'each[1]'],
    ]);
    expect(next(of, [parent, item(1, 'running'), item(2, 'pending')])).toEqual(['each[2]']);
    expect(next(of, [parent, item(1, 'running'), item(2, 'waiting'), item(3, 'pending')])).toEqual({
      do: 'wait',
    });
  });

  it('is to gather when nothing of it is left', () => {
    expect(next(of, [parent])).toEqual({ do: 'gather', step: 'each', state: 'done', error: null });
  });

  it('is to end it with the first failure once what is under way has ended', () => {
    expect(next(of, [parent, item(0, 'running'), item(1, 'failed'), item(2, 'pending')])).toEqual({
      do: 'wait',
    });
    expect(next(of, [parent, item(3, 'failed'), item(1, 'failed'), item(2, 'pending')])).toEqual({
      ...{ do: 'gather', step: 'each', state: 'failed', error: 'no 1' },
    });
  });

  it('is to begin no more items when another step of its stage failed', () => {
    const beside = plan([stage([step('each', { forEach }), step('b')])]);
    const failed = record('b', 'failed');
    expect(next(beside, [parent, failed, item(0, 'running'), item(1, 'pending')])).toEqual({ do: 'wait' });
    expect(next(beside, [parent, failed, item(1, 'pending')])).toMatchObject({
      ...{ do: 'gather', step: 'each', state: 'cancelled' },
    });
    expect(next(beside, [{ ...parent, state: 'cancelled' }, failed])).toMatchObject({ do: 'end' });
  });

  it('is to go on after failures that are let go', () => {
    expect(next(mild, [parent, item(1, 'failed'), item(2, 'pending')])).toEqual(['each[2]']);
    expect(next(mild, [parent, item(1, 'failed')])).toMatchObject({ do: 'gather', state: 'done' });
  });
});
