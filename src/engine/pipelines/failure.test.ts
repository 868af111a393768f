import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { BranchlineError } from '../../kernel/errors.js';
import { reviveDeadJobs } from '../jobs/index.js';
import { startRun } from './start-run.js';
import { compilePipeline } from './compile.js';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterEach(() => runs.clear());
afterAll(() => runs.engine.close());

const fails = (message: string) => () =>
  Promise.reject(new BranchlineError('test.refused', { retryable: false, message }));

describe('a step that fails', () => {
  it('is tried again as often as it says, or else the task, and waits by the strategy of the run', async () => {
    runs.tool('test.a', () => Promise.reject(new Error('not now')));
    runs.tool('test.b', () => Promise.reject(new Error('not now, either')));
    const taskId = await runs.task();
    const id = await runs.start(
      {
        pipeline: [
          { id: 'a', uses: 'test.a', max_retries: 3, on_error: 'continue' },
          { id: 'b', uses: 'test.b' },
        ],
      },
      { route: undefined, taskId, maxRetries: 1, backoff: 'fixed' },
    );
    runs.work();
    await runs.inState(id, 'failed');
    const { steps, error } = await runs.timeline(id);
    expect(steps.map(({ step, state, attempts }) => [step, state, attempts.length])).toEqual([
      ['a', 'failed', 4],
      ['b', 'failed', 2],
    ]);
    expect(error).toBe('b (pipeline[1]): not now, either');
    expect(await runs.engine.rows(`select kind, state from jobs order by id`)).toEqual([
      { kind: 'run.task_step', state: 'dead' },
      { kind: 'run.task_step', state: 'dead' },
    ]);
  });

  it('that cannot help being tried again is not, and says where in the source it stands', async () => {
    runs.tool('test.b', fails('no access'));
    const id = await runs.start({
      pipeline: [
        {
          parallel: [
            { id: 'a', uses: 'test.a' },
            { id: 'b', uses: 'test.b' },
          ],
        },
        { id: 'c', uses: 'test.c' },
      ],
    });
    runs.work();
    await runs.inState(id, 'failed');
    expect(await runs.states(id)).toEqual({ a: 'done', b: 'failed', c: 'cancelled' });
    expect(runs.ended).toMatchObject([
      {
        state: 'failed',
        outputs: [{ step: 'a' }],
        failed: [{ step: 'b', error: 'b (pipeline[0].parallel[1]): no access' }],
      },
    ]);
  });

  it('waits for the others of its stage to end', async () => {
    let open: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      open = resolve;
    });
    runs.tool('test.a', () => held);
    runs.tool('test.b', fails('no'));
    const id = await runs.start({
      pipeline: [
        {
          parallel: [
            { id: 'a', uses: 'test.a' },
            { id: 'b', uses: 'test.b' },
          ],
        },
      ],
    });
    runs.work();
    await runs.stepInState(id, 'b', 'failed');
    expect(await runs.state(id)).toBe('running');
    open();
    await runs.inState(id, 'failed');
    expect(await runs.states(id)).toEqual({ a: 'done', b: 'failed' });
  });

  it('is let go where the plan says so: its output is null and its error is kept', async () => {
    runs.tool('test.a', fails('gone'));
    const id = await runs.start({
      pipeline: [
        { id: 'a', uses: 'test.a', on_error: 'continue', save_as: 'a' },
        { id: 'b', uses: 'test.b', with: { a: '${steps.a}', text: "${steps.a.text || 'none'}" } },
      ],
    });
    runs.work();
    await runs.inState(id, 'done');
    expect(runs.calls.at(-1)?.input).toEqual({ a: null, text: 'none' });
    expect((await runs.timeline(id)).steps[0]).toMatchObject({
      state: 'failed',
      output: null,
      error: 'a (pipeline[0]): gone',
    });
  });

  it.each([
    ['a variable that is not there', { with: { text: '${params.user.name}' } }, 'params.user.name'],
    ['a tool that is there no more', { uses: 'test.gone' }, 'there is no tool test.gone'],
  ])('fails for good of %s', async (_what, changes, named) => {
    const gone = runs.tools.get('test.a');
    if (gone !== undefined) runs.tools.set('test.gone', gone);
    const id = await runs.start({
      params: { user: {} },
      pipeline: [{ id: 'a', uses: 'test.a', ...changes }],
    });
    runs.tools.delete('test.gone');
    runs.work();
    await runs.inState(id, 'failed');
    expect((await runs.timeline(id)).steps[0]?.error).toMatch(/^a \(pipeline\[0\]\): /);
    expect((await runs.timeline(id)).steps[0]?.error).toContain(named);
    expect(runs.calls).toEqual([]);
  });

  it('is aborted when its time is over, also when it does not listen', async () => {
    let aborted: unknown;
    runs.tool('test.a', (_input, { signal }) => {
      signal.addEventListener('abort', () => {
        aborted = signal.reason;
      });
      return new Promise(() => undefined);
    });
    const id = await runs.start({
      pipeline: [{ id: 'a', uses: 'test.a', timeout_seconds: 0.1, max_retries: 1 }],
    });
    runs.work();
    await runs.inState(id, 'failed');
    expect(aborted).toMatchObject({ code: 'step.timeout' });
    expect((await runs.timeline(id)).error).toBe('a (pipeline[0]): no end within 0.1 s');
    expect(runs.calls).toHaveLength(2);
  });

  it('repeats the run from there on when its dead job is given attempts again', async () => {
    runs.tool('test.b', fails('closed'));
    const id = await runs.start({
      pipeline: ['a', 'b', 'c'].map((name) => ({ id: name, uses: `test.${name}` })),
    });
    runs.work();
    await runs.inState(id, 'failed');
    runs.tool('test.b', () => 'open again');
    expect(await reviveDeadJobs(runs.engine.sql, { kind: 'run.step' })).toBe(1);
    runs.engine.wakeups.wake('jobs');
    await eventually(() => runs.ended.length === 2, 'the replay has ended');
    expect(runs.ended[1]).toMatchObject({ state: 'done', cause: 'replay' });
    expect(runs.calls.map(({ step }) => step)).toEqual(['a', 'b', 'b', 'c']);
    expect(await runs.state(id)).toBe('failed');
  });
});

describe('what a plan says for failures', () => {
  const pipeline = {
    pipeline: [
      { id: 'a', uses: 'test.a' },
      { id: 'b', uses: 'test.b' },
    ],
    on_failure: {
      after: 2,
      steps: [{ id: 'tell', uses: 'test.notify', with: { text: '${error.step}: ${error.message}' } }],
    },
    on_recovery: [{ id: 'relax', uses: 'test.notify', with: { text: 'well again' } }],
  };

  async function oneRun(taskId: string): Promise<string> {
    const plan = compilePipeline(pipeline, runs.tools);
    const started = await runs.engine.workshop.transact((work) =>
      startRun(work, { taskId, version: '1', plan, cause: 'manual', correlationId: 'c1' }),
    );
    const id = started?.id ?? '';
    await eventually(async () => ['done', 'failed'].includes(await runs.state(id)), 'it has ended');
    return id;
  }

  it('is done from so many failures in a row on, and once more when it is well again', async () => {
    const taskId = await runs.task();
    const told = (): unknown[] =>
      runs.calls.filter(({ tool }) => tool === 'test.notify').map(({ input }) => input['text']);
    const task = () =>
      runs.engine.prisma.task.findUnique({
        where: { id: taskId },
        select: { failures: true, failureTold: true },
      });
    runs.work();
    runs.tool('test.a', fails('no'));
    await oneRun(taskId);
    expect(told()).toEqual([]);
    expect(await task()).toEqual({ failures: 1, failureTold: false });

    const second = await oneRun(taskId);
    expect(told()).toEqual(['a: a (pipeline[0]): no']);
    expect(await task()).toEqual({ failures: 2, failureTold: true });
    expect(await runs.states(second)).toEqual({ a: 'failed', b: 'cancelled', tell: 'done' });
    expect((await runs.timeline(second)).error).toBe('a (pipeline[0]): no');

    runs.tool('test.a', () => 'yes');
    const third = await oneRun(taskId);
    expect(told().slice(1)).toEqual(['well again']);
    expect(await task()).toEqual({ failures: 0, failureTold: false });
    expect(await runs.states(third)).toEqual({ a: 'done', b: 'done', relax: 'done' });
    await oneRun(taskId);
    expect(told()).toHaveLength(2);
    expect(runs.ended.map(({ state, failures }) => [state, failures])).toEqual([
      ['failed', 1],
      ['failed', 2],
      ['done', 0],
      ['done', 0],
    ]);
  });

  it('does not hide why the run failed when it fails itself', async () => {
    runs.tool('test.a', fails('the reason'));
    runs.tool('test.notify', fails('nobody there'));
    const id = await runs.start({ pipeline: pipeline.pipeline, on_failure: pipeline.on_failure.steps });
    runs.work();
    await runs.inState(id, 'failed');
    expect(await runs.timeline(id)).toMatchObject({ error: 'a (pipeline[0]): the reason' });
    expect(await runs.states(id)).toEqual({ a: 'failed', b: 'cancelled', tell: 'failed' });
  });
});

describe("a run's own time", () => {
  it('fails it by name when it is over, and stops what is under way', async () => {
    let signal: AbortSignal | undefined;
    runs.tool('test.b', (_input, context) => {
      signal = context.signal;
      return new Promise(() => undefined);
    });
    const id = await runs.start({
      timeout_seconds: 3_600,
      pipeline: [
        { id: 'a', uses: 'test.a' },
        { id: 'b', uses: 'test.b' },
        { id: 'c', uses: 'test.c' },
      ],
      on_failure: [{ id: 'tell', uses: 'test.notify', with: { text: '${error.message}' } }],
    });
    runs.work({ pollMs: 50, leaseMs: 900 });
    await eventually(() => signal !== undefined, 'the second step runs');
    await runs.engine.rows(`update jobs set run_at = now() where kind = 'run.deadline'`);
    await runs.inState(id, 'failed');
    expect(await runs.timeline(id)).toMatchObject({
      error: 'run.timeout: the run did not end within 3600 s',
    });
    expect(await runs.states(id)).toEqual({ a: 'done', b: 'cancelled', c: 'cancelled', tell: 'done' });
    expect(runs.calls.at(-1)?.input).toEqual({ text: 'run.timeout: the run did not end within 3600 s' });
    await eventually(() => signal?.aborted === true, 'the tool was told');
    expect(runs.ended).toHaveLength(1);
  });

  it('leaves nothing behind when it ends in time', async () => {
    const id = await runs.start({ timeout_seconds: 60, pipeline: [{ id: 'a', uses: 'test.a' }] });
    runs.work();
    await runs.inState(id, 'done');
    expect(await runs.engine.prisma.job.count()).toBe(0);
  });
});
