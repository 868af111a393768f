import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { gate, losing } from '../../../test/support/jobs.js';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { BranchlineError } from '../../kernel/errors.js';
import { compilePipeline } from './compile.js';
import { startRun, type NewRun } from './start-run.js';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterEach(() => runs.clear());
afterAll(() => runs.engine.close());

const HANDOVER = `
pipeline:
  - parallel:
      - { id: booking, uses: test.a }
      - { id: readiness, uses: test.b }
  - { id: cash, uses: test.c }
`;

describe('a run', () => {
  it('uses the tools of a stage side by side, and those of the next one when all of them are done', async () => {
    const held = gate();
    runs.tool('test.a', () => 'posted');
    runs.tool('test.b', async () => {
      await held.opened;
      return 'ready';
    });
    runs.tool('test.c', () => 'counted');
    const id = await runs.start(HANDOVER);
    runs.work();
    await runs.stepInState(id, 'booking', 'done');
    await eventually(() => runs.calls.length === 2, 'both have begun');
    expect(await runs.states(id)).toEqual({ booking: 'done', readiness: 'running', cash: 'pending' });

    held.open();
    await runs.inState(id, 'done');
    expect(runs.calls.at(-1)?.tool).toBe('test.c');
    expect(runs.ended).toMatchObject([
      {
        runId: id,
        route: 'r',
        state: 'done',
        correlationId: 'c1',
        outputs: [
          { step: 'booking', uses: 'test.a', output: 'posted' },
          { step: 'readiness', uses: 'test.b', output: 'ready' },
          { step: 'cash', uses: 'test.c', output: 'counted' },
        ],
        failed: [],
      },
    ]);
    expect(await runs.engine.prisma.job.count()).toBe(0);
  });

  it('starts no more steps of a stage at once than it says', async () => {
    let now = 0;
    let most = 0;
    const two = gate();
    runs.tool('test.a', async () => {
      most = Math.max(most, ++now);
      if (now === 2) two.open();
      await two.opened;
      now--;
    });
    const steps = Array.from({ length: 7 }, (_, n) => ({ id: `s${n}`, uses: 'test.a' }));
    const id = await runs.start({ pipeline: [{ parallel: steps, concurrency: 2 }] });
    runs.work({ concurrency: 10 });
    await runs.inState(id, 'done');
    expect(most).toBe(2);
    expect(runs.calls).toHaveLength(7);
  });

  it('gives steps what the run, its event and earlier steps hold, with their types', async () => {
    const eventId = randomUUID();
    await runs.engine.rows(
      `insert into events (id, position, type, source, branch, "timestamp", state, payload, correlation_id)
       values ($1, 1, 'custom.mail', 'agents', 'tbilisi', '2026-01-02T03:04:05Z', 'accepted', '{"n": [1, {"a": null}]}', 'c1')`,
      [eventId],
    );
    runs.tool('test.a', () => ({ count: 3, when: null }));
    const id = await runs.start(
      {
        params: { user: { name: 'Nino' }, limit: 10 },
        pipeline: [
          { id: 'one', uses: 'test.a', save_as: 'first', with: { user: '${params.user}' } },
          {
            id: 'two',
            uses: 'test.b',
            with: {
              text: 'Hello, ${params.user.name}: ${steps.first.count}',
              count: '${steps.first.count}',
              payload: '${event.payload.n}',
              type: '${event.type} of ${event.branch} at ${event.timestamp}',
              run: '${run.id}',
              cause: '${run.cause}',
            },
          },
        ],
      },
      { eventId, params: { limit: 11 } },
    );
    runs.work();
    await runs.inState(id, 'done');
    expect(runs.calls.map(({ input }) => input)).toEqual([
      { user: { name: 'Nino' } },
      {
        text: 'Hello, Nino: 3',
        count: 3,
        payload: [1, { a: null }],
        type: 'custom.mail of tbilisi at 2026-01-02T03:04:05.000Z',
        run: id,
        cause: 'event',
      },
    ]);
    expect((await runs.timeline(id)).params).toEqual({ user: { name: 'Nino' }, limit: 11 });
  });

  it('skips steps whose condition does not hold', async () => {
    const id = await runs.start({
      params: { limit: 3 },
      pipeline: [
        { id: 'a', uses: 'test.a', if: '${params.limit > 5}', save_as: 'a' },
        { id: 'b', uses: 'test.b', if: 'params.limit < `5`', with: { before: '${steps.a}' } },
        { id: 'c', uses: 'test.c', if: 'steps.a.missing' },
      ],
    });
    runs.work();
    await runs.inState(id, 'done');
    expect(await runs.states(id)).toEqual({ a: 'skipped', b: 'done', c: 'skipped' });
    expect(runs.calls).toEqual([{ tool: 'test.b', step: 'b', input: { before: null } }]);
  });

  it('ends once, together with what its end causes, when its last steps end at the same time', async () => {
    runs.tool('test.b', () => Promise.reject(new BranchlineError('cash.closed', { retryable: false })));
    const ids: string[] = [];
    for (let n = 0; n < 12; n++)
      ids.push(
        await runs.start({
          pipeline: [
            {
              parallel: [
                { id: 'a', uses: 'test.a' },
                { id: 'b', uses: 'test.b' },
                { id: 'c', uses: 'test.c' },
              ],
            },
          ],
        }),
      );
    runs.work({ name: 'one' });
    runs.work({ name: 'two' }, await runs.engine.openProcess());
    for (const id of ids) await runs.inState(id, 'failed');
    expect(runs.ended).toHaveLength(12);
    expect(await runs.engine.prisma.effect.count()).toBe(12);
  });

  it('is one run however often it is started for its event or its slot', async () => {
    const plan = compilePipeline({ pipeline: [{ id: 'a', uses: 'test.a' }] }, runs.tools);
    const taskId = await runs.task();
    const eventId = randomUUID();
    const base = { version: '1', plan, correlationId: 'c1' } as const;
    const kinds: NewRun[] = [
      { ...base, route: 'r', cause: 'event', eventId },
      { ...base, taskId, cause: 'event', eventId },
      { ...base, taskId, cause: 'schedule', slotAt: new Date('2026-01-01T00:00:00Z') },
    ];
    for (const run of kinds) {
      const started = await Promise.all(
        Array.from({ length: 5 }, () => runs.engine.workshop.transact((work) => startRun(work, run))),
      );
      expect(started.filter((one) => one !== null)).toHaveLength(1);
    }
    runs.work();
    await eventually(() => runs.ended.length === 3, 'all have ended');
    for (const run of kinds)
      expect(await runs.engine.workshop.transact((work) => startRun(work, run))).toBeNull();
    expect(await runs.engine.prisma.run.count()).toBe(3);
    expect(runs.calls).toHaveLength(3);
  });

  it('goes on at the step where its worker was killed, with no step done twice', async () => {
    runs.tool('test.b', () => 'second');
    const id = await runs.start({
      pipeline: ['a', 'b', 'c'].map((name) => ({ id: name, uses: `test.${name}` })),
    });
    // The process is lost in the middle: what it would have stored of the first step's end does not come.
    const hung = gate();
    runs.tool('test.a', async () => {
      await hung.opened;
      return 'too late';
    });
    const other = await runs.engine.openProcess();
    const cut = losing(other.sql, 'renew-leases');
    other.startWorker(runs.jobs(), { name: 'lost', leaseMs: 60_000, concurrency: 1 }, cut);
    await eventually(() => runs.calls.length === 1, 'the first step has begun');
    await runs.engine.rows(`update job_leases set lease_until = now() - interval '1 second'`);
    runs.tool('test.a', () => 'first');
    runs.work({ leaseMs: 900 });
    await runs.inState(id, 'done');
    hung.open();
    const { steps } = await runs.timeline(id);
    expect(steps.map(({ step, output }) => [step, output])).toEqual([
      ['a', 'first'],
      ['b', 'second'],
      ['c', {}],
    ]);
    expect(steps[0]?.attempts.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
      ['lost', 1],
      ['done', 2],
    ]);
    expect(runs.calls.map(({ step }) => step)).toEqual(['a', 'a', 'b', 'c']);
    expect(runs.ended).toHaveLength(1);
  });

  it('keeps text that a database refuses, as far as it can be kept', async () => {
    runs.tool('test.a', () => ({
      text: 'a\u0000b',
      half: '\ud800',
      whole: '🚗',
      plain: '\\u0000',
      'k\u0000': 1,
    }));
    const id = await runs.start({ pipeline: [{ id: 'a', uses: 'test.a' }] });
    runs.work();
    await runs.inState(id, 'done');
    expect((await runs.timeline(id)).steps[0]?.output).toEqual({
      ...{ text: 'a\uFFFDb', half: '\uFFFD', whole: '🚗', plain: '\\u0000', 'k\uFFFD': 1 },
    });
  });

  it('costs eight statements a step, those of its end among them', async () => {
    const id = await runs.start({ pipeline: [{ id: 'a', uses: 'test.a' }] });
    const query = vi.spyOn(pg.Client.prototype, 'query');
    runs.work();
    await runs.inState(id, 'done');
    const ours =
      /^-- (All that the step|Under the lock|The run \$1 is over|Ends the attempts|Stores effects)|^(BEGIN|COMMIT)$|as sound/;
    const texts = query.mock.calls.map(([first]: unknown[]) =>
      typeof first === 'string' ? first : (first as { text: string }).text,
    );
    query.mockRestore();
    expect(texts.filter((text) => ours.test(text))).toHaveLength(8);
    expect(
      texts.filter((text) => /\brun(s|_steps)\b/.test(text) && !ours.test(text) && !text.includes('public')),
    ).toEqual([]);
  });

  it('ends at once when it has no steps', async () => {
    const plan = compilePipeline({ pipeline: [{ id: 'a', uses: 'test.a' }] }, runs.tools);
    const id = await runs.start(
      { pipeline: [{ id: 'a', uses: 'test.a' }] },
      { plan: { ...plan, stages: [] } },
    );
    runs.work();
    await runs.inState(id, 'done');
    expect(runs.ended).toHaveLength(1);
  });
});
