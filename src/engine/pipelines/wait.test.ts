import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { openRuns, type Runs } from '../../../test/support/runs.js';
import { resumeStep, type Outcome } from './wait.js';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterEach(() => runs.clear());
afterAll(() => runs.engine.close());

const ASKING = {
  pipeline: [
    { id: 'ask', uses: 'test.a', save_as: 'answer' },
    { id: 'after', uses: 'test.b', with: { answer: '${steps.answer}' } },
  ],
};

function asks(waitUntil: Date | null): void {
  runs.tool('test.a', () => ({ waitUntil, waitsFor: 'approval:7', output: { decision: 'expired' } }));
}

function resume(id: string, outcome: Outcome): Promise<boolean> {
  return runs.engine.workshop.transact((work) => resumeStep(work, id, 'ask', outcome));
}

async function itsTimeComes(kind = 'run.wake'): Promise<void> {
  await runs.engine.rows('update jobs set run_at = now() where kind = $1', [kind]);
  runs.engine.wakeups.wake('jobs');
}

describe('a step that waits', () => {
  it('goes on by itself when its time has come, with what it wanted for then', async () => {
    asks(new Date(Date.now() + 3_600_000));
    const id = await runs.start(ASKING);
    runs.work();
    await runs.stepInState(id, 'ask', 'waiting');
    expect((await runs.timeline(id)).steps[0]).toMatchObject({ waitsFor: 'approval:7' });
    await itsTimeComes();
    await runs.inState(id, 'done');
    expect(runs.calls.map(({ step, input }) => [step, input])).toEqual([
      ['ask', {}],
      ['after', { answer: { decision: 'expired' } }],
    ]);
  });

  it('goes on when it is resumed, with what that gives, and leaves no job behind', async () => {
    asks(new Date(Date.now() + 3_600_000));
    const id = await runs.start(ASKING);
    runs.work();
    await runs.stepInState(id, 'ask', 'waiting');
    expect(await runs.engine.prisma.job.count()).toBe(1);
    expect(await resume(id, { output: { decision: 'approved' } })).toBe(true);
    await runs.inState(id, 'done');
    expect(runs.calls.at(-1)?.input).toEqual({ answer: { decision: 'approved' } });
    expect(await runs.engine.prisma.job.count()).toBe(0);
    expect(await resume(id, { output: { decision: 'rejected' } })).toBe(false);
  });

  it('is given up when the time of its run is over, and what it waited for is told', async () => {
    asks(null);
    const id = await runs.start({ ...ASKING, timeout_seconds: 3_600 });
    runs.work();
    await runs.stepInState(id, 'ask', 'waiting');
    await itsTimeComes('run.deadline');
    await runs.inState(id, 'failed');
    expect((await runs.timeline(id)).error).toContain('run.timeout');
    expect(runs.withdrawn).toEqual(['approval:7']);
    expect(await resume(id, { output: { decision: 'approved' } })).toBe(false);
  });

  it('fails when it is resumed with an error', async () => {
    asks(null);
    const id = await runs.start(ASKING);
    runs.work();
    await runs.stepInState(id, 'ask', 'waiting');
    await resume(id, { error: 'rejected by Nino' });
    await runs.inState(id, 'failed');
    const { steps } = await runs.timeline(id);
    expect(steps[0]).toMatchObject({
      state: 'failed',
      output: null,
      error: 'ask (pipeline[0]): rejected by Nino',
    });
    expect(runs.calls).toHaveLength(1);
  });

  it('takes one answer of several that come at the same moment as its time does', async () => {
    const ids: string[] = [];
    asks(new Date(Date.now() + 3_600_000));
    for (let n = 0; n < 6; n++) ids.push(await runs.start(ASKING));
    runs.work();
    for (const id of ids) await runs.stepInState(id, 'ask', 'waiting');
    await itsTimeComes();
    const taken = await Promise.all(
      ids.flatMap((id) =>
        [0, 1, 2].map((n) => resume(id, { output: { decision: n } }).then((won) => ({ id, n, won }))),
      ),
    );
    for (const id of ids) {
      await runs.inState(id, 'done');
      const won = taken.filter((one) => one.id === id && one.won);
      expect(won.length).toBeLessThanOrEqual(1);
      const { steps } = await runs.timeline(id);
      expect(steps[0]?.output).toEqual({ decision: won[0]?.n ?? 'expired' });
    }
    expect(runs.calls.filter(({ step }) => step === 'after')).toHaveLength(6);
    expect(runs.ended).toHaveLength(6);
  });

  it('stores what its tool writes together with its waiting', async () => {
    runs.tool('test.a', () => ({
      ...{ waitUntil: null, waitsFor: 'approval:7', output: null },
      write: (work: { emit: (effect: object) => Promise<void> }) =>
        work.emit({ lane: 'b', channel: 'test', kind: 'question', payload: 'may I?', correlationId: 'c1' }),
    }));
    const id = await runs.start(ASKING);
    runs.work();
    await runs.stepInState(id, 'ask', 'waiting');
    await eventually(async () => (await runs.engine.prisma.effect.count()) === 1, 'the question is stored');
  });
});
