import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../test/support/database.js';
import { failureOf, runTool } from '../../test/support/tool.js';
import { createLog } from '../platform/log/index.js';
import { debugEchoTool } from './debug-echo.js';
import { debugLogTool } from './debug-log.js';
import { eventsPublishTool } from './events-publish.js';
import { scheduleFollowUpTool, type FollowUp } from './schedule-follow-up.js';
import { waitTool } from './wait.js';

const clock = { now: () => new Date('2026-03-01T10:00:00Z') };

describe('wait', () => {
  const tool = waitTool({ clock });

  it.each([
    [{ seconds: 90 }, '2026-03-01T10:01:30.000Z'],
    [{ until: '2026-03-02T09:00:00+04:00' }, '2026-03-02T05:00:00.000Z'],
  ])('%j waits until then', async (input, until) => {
    expect(await runTool(tool, input)).toEqual({
      waitUntil: new Date(until),
      waitsFor: 'time',
      output: { until },
    });
  });

  it.each([{ seconds: 0 }, { until: '2026-03-01T10:00:00Z' }, { until: '2025-01-01T00:00:00Z' }])(
    '%j is no wait',
    async (input) => {
      expect(await runTool(tool, input)).not.toHaveProperty('waitUntil');
    },
  );

  it.each([
    {},
    { seconds: 1, until: '2026-03-02T09:00:00Z' },
    { seconds: -1 },
    { until: '2026-03-02T09:00:00' },
  ])('takes no %j', (input) => {
    expect(tool.input.safeParse(input).success).toBe(false);
  });
});

describe('debug', () => {
  it('echo answers what it was given', async () => {
    const input = { message: 'Hello', details: { n: 1, list: [null] } };
    expect((await runTool(debugEchoTool(), input)).output).toEqual(input);
  });

  it("log writes a line under the step, which cannot pass for another's", async () => {
    const written: string[] = [];
    const log = createLog('info', { write: (line: string) => written.push(line) });
    await runTool(debugLogTool(), { message: 'Hello', level: 'warn', details: { step: 'other' } }, { log });
    expect(written.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'warn', step: 'greet', msg: 'Hello', details: { step: 'other' } },
    ]);
  });
});

describe('schedule.follow_up', () => {
  it('hands over a task that runs once, in the transaction of the step', async () => {
    const made: FollowUp[] = [];
    const tool = scheduleFollowUpTool({
      clock,
      createFollowUp: async (_work, followUp) => {
        made.push(followUp);
      },
    });
    const pipeline = [{ id: 'a', uses: 'debug.echo', with: { text: '${params.name}' } }];
    const input = { title: 'Ask again', in_seconds: 3600, params: { name: 'Anna' }, pipeline };
    const result = await runTool(tool, input, { requestedBy: 'staff:5001' });
    expect(made).toEqual([]);
    await result.write?.({} as never);
    expect(made).toEqual([
      {
        id: (result.output as { task_id: string }).task_id,
        ...{ title: 'Ask again', description: '', at: new Date('2026-03-01T11:00:00Z') },
        ...{ payload: { params: { name: 'Anna' }, pipeline }, createdBy: 'staff:5001', correlationId: 'c1' },
      },
    ]);
    expect(result.output).toMatchObject({ at: '2026-03-01T11:00:00.000Z' });
    expect(tool.input.safeParse({ title: 'a', pipeline }).success).toBe(false);
    expect(tool.input.safeParse({ title: 'a', in_seconds: 1, pipeline: [] }).success).toBe(false);
  });
});

describe('events.publish', () => {
  const tool = eventsPublishTool({ clock });
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  async function publish(input: unknown, step = 'a'): Promise<unknown> {
    const { output, write } = await runTool(tool, input, { idempotencyKey: `run:${step}` });
    await database.workshop.transact((work) => write?.(work) ?? Promise.resolve());
    return output;
  }

  it('stores what happened, once a step, and once for a key that is given', async () => {
    const storm = { topic: 'weather.storm', payload: { wind: 30 }, branch: 'batumi' };
    expect(await publish(storm)).toEqual({ topic: 'custom.weather.storm' });
    await publish(storm);
    await publish(storm, 'b');
    await publish({ topic: 'custom.rain', dedupe_key: 'monday' }, 'c');
    await publish({ topic: 'custom.rain', dedupe_key: 'monday' }, 'd');
    const stored = await database.prisma.event.findMany({ orderBy: { position: 'asc' } });
    expect(stored).toMatchObject([
      ...Array.from({ length: 2 }, () => ({
        ...{ type: 'custom.weather.storm', source: 'agents', branch: 'batumi', correlationId: 'c1' },
        ...{ payload: { wind: 30 }, timestamp: clock.now() },
      })),
      { type: 'custom.rain', payload: {} },
    ]);
  });

  it("publishes the company's own checks as what they are", async () => {
    const payload = { branch: 'tbilisi', slot: '2026-03-01T21:30:00+04:00' };
    expect(await publish({ topic: 'check.cash', payload }, 'check')).toEqual({ topic: 'check.cash' });
    expect(await database.prisma.event.findMany({ where: { type: 'check.cash' } })).toMatchObject([
      { source: 'schedule', branch: 'tbilisi', payload },
    ]);
  });

  it.each([
    { topic: 'Weather' },
    { topic: 'check.cash', payload: { branch: 'tbilisi' } },
    { topic: 'big', payload: { text: 'a'.repeat(300_000) } },
  ])('publishes nothing that is not to be understood: %#', async (input) => {
    expect(await failureOf(runTool(tool, input))).toMatchObject({ code: 'event.invalid', retryable: false });
  });
});
