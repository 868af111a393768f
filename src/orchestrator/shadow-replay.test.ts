import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../test/support/eventually.js';
import { openJobEngine, type JobEngine } from '../../test/support/jobs.js';
import type { Agent, AgentView } from '../domain/agents/index.js';
import type { Decision } from '../domain/decisions/index.js';
import { appendEvent } from '../engine/events/index.js';
import { compileRoute, defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { z } from 'zod';
import { createShadowReplays } from './shadow-replay.js';

const any = z.json();
const tools = new Map(
  ['agents.keeper', 'agents.helper', 'telegram.post'].map((name): [string, AnyTool] => [
    name,
    defineTool({
      ...{ name, description: name, input: any, output: any, changes: true },
      run: () => Promise.reject(new Error('nothing is really done')),
    }),
  ]),
);
const asked: string[] = [];
/** Asks for the whole booking; says at what time it was asked. */
const keeper: Agent = (event, { clock }: AgentView) => {
  asked.push(`${event.type} ${clock.now().toISOString().slice(0, 10)}`);
  const decision: Decision = { do: 'refresh', branch: 'tbilisi', bookingId: 5 };
  return Promise.resolve([decision]);
};
const PRESENT = `
name: booking-changed
on: [booking.created]
pipeline:
  - { id: keep, uses: agents.keeper }
`;

let engine: JobEngine;

beforeAll(async () => {
  engine = await openJobEngine();
});
afterEach(async () => {
  await engine.clear();
  await engine.rows('truncate shadow_replays');
});
afterAll(() => engine.close());

describe('a changed route over recorded events', () => {
  it('decides as before where nothing of it was changed', async () => {
    await recorded(3);
    expect(await replayed(PRESENT)).toMatchObject({ state: 'done', events: 3, same: 3, different: 0 });
    // The days on which they were recorded: at midnight they are two.
    const days = await engine.rows<{ day: string }>(
      `select distinct to_char("timestamp" at time zone 'UTC', 'YYYY-MM-DD') as day from events`,
    );
    expect(new Set(asked)).toEqual(new Set(days.map(({ day }) => `booking.created ${day}`)));
  });

  it('is told with what it would have done otherwise; what has effects is withheld', async () => {
    await recorded(2);
    const changed = `
name: booking-changed
on: [booking.created]
pipeline:
  - { id: keep, uses: agents.keeper, save_as: kept }
  - id: tell
    uses: telegram.post
    with: { text: "\${event.payload.rentprog_id} \${steps.kept[0].do}" }
    save_as: told
  - { id: after, uses: agents.helper, if: "event.payload.rentprog_id == 1" }
`;
    const replay = await replayed(changed);
    expect(replay).toMatchObject({ state: 'done', events: 2, same: 0, different: 2 });
    const [first, second] = replay['differences'] as { before: object[]; after: object[] }[];
    expect(first?.before).toEqual([expect.objectContaining({ step: 'keep', state: 'done' })]);
    expect(first?.after).toMatchObject([
      { step: 'keep', state: 'done' },
      { step: 'tell', state: 'withheld', input: { text: '0 refresh' } },
      { step: 'after', state: 'skipped' },
    ]);
    expect(second?.after[2]).toMatchObject({ step: 'after', state: 'done', output: [] });
    expect(await engine.rows('select 1 from effects union all select 1 from runs')).toEqual([]);
  });

  it('sees the events of its period only, and all that a new type of it brings', async () => {
    await recorded(2);
    const changed = PRESENT.replace('[booking.created]', '[booking.updated]');
    expect(await replayed(changed)).toMatchObject({ events: 2, different: 2 });
    expect(await replayed(changed, { since: new Date(0), until: new Date(1) })).toMatchObject({ events: 0 });
  });

  it('waits for events that an open transaction still hides', async () => {
    const other = await engine.pool.connect();
    await other.query('begin');
    await other.query('select pg_current_xact_id()');
    await recorded(1);
    const replay = replayed(PRESENT);
    await eventually(
      async () => (await engine.rows(`select 1 from jobs where state = 'running'`)).length === 1,
      'the replay has begun',
    );
    await other.query('commit');
    other.release();
    expect(await replay).toMatchObject({ state: 'done', events: 1 });
  });

  it('that does not compile is refused with its faults, and nothing is stored', async () => {
    await expect(replayed(PRESENT.replace('keeper', 'keepr'))).rejects.toMatchObject({
      code: 'pipeline.invalid',
    });
    expect(await engine.rows('select 1 from shadow_replays')).toEqual([]);
  });
});

async function recorded(count: number): Promise<void> {
  for (let id = 0; id < count; id++)
    await appendEvent(engine.sql, {
      ...{ type: 'booking.created', source: 'rentprog', branch: 'tbilisi', correlationId: 'c' },
      timestamp: new Date(),
      payload: { rentprog_id: id, branch: 'tbilisi' },
    });
}

async function replayed(
  source: string,
  period = { since: new Date(0), until: new Date(Date.now() + 3_600_000) },
): Promise<Record<string, unknown>> {
  const { prisma, sql } = engine;
  const { start, job } = createShadowReplays({
    ...{ prisma, sql, tools },
    agents: { keeper, helper: () => Promise.resolve([]) },
    routes: [compileRoute(PRESENT, 'booking-changed.yaml', tools)],
    view: {} as Omit<AgentView, 'db'>,
  });
  const id = await engine.workshop.transact((work) =>
    start(work, { source, ...period, requestedBy: 'agent:1', correlationId: 'c' }),
  );
  const worker = engine.startWorker([job]);
  let row: Record<string, unknown> | undefined;
  await eventually(async () => {
    [row] = await engine.rows<Record<string, unknown>>('select * from shadow_replays where id = $1', [id]);
    return row?.['state'] !== 'running';
  }, 'the replay is over');
  await worker.stop(1_000);
  return row ?? {};
}
