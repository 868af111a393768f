import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewJob } from '../../src/engine/jobs/index.js';
import { startRestServer, type RestServer } from '../support/rest.js';

let rest: RestServer;

beforeAll(async () => {
  rest = await startRestServer();
});

afterAll(() => rest.close());

/** Stores a job that came to a state; answers its id. */
async function givenJob(
  state: string,
  facts: Partial<NewJob> = {},
  lastError: string | null = null,
): Promise<string> {
  const job = { kind: 'wash', payload: { n: 1 }, correlationId: 'c', ...facts };
  await rest.database.workshop.transact((work) => work.enqueue(job));
  const [row] = await rest.database.rows<{ id: bigint }>(
    `update jobs set state = $1, last_error = $2 where id = (select max(id) from jobs) returning id`,
    [state, lastError],
  );
  return String(row!.id);
}

type List = { items: { id: string; state: string }[]; total: number; has_more: boolean };

async function idsOf(state: string): Promise<string[]> {
  const { body } = await rest.ask<List>(`GET /v1/jobs?state=${state}`);
  return body.items.map(({ id }) => id);
}

describe('jobs', () => {
  it('are listed by state; one that failed and waits for its next attempt is told from one that just waits', async () => {
    const ready = await givenJob('ready');
    const failed = await givenJob('waiting', {}, 'the brush broke');
    const dead = await givenJob('dead', {}, 'the brush broke for good');
    expect(await idsOf('ready')).toEqual([ready]);
    expect(await idsOf('failed')).toEqual([failed]);
    expect(await idsOf('dead')).toEqual([dead]);
    expect(await idsOf('done')).toEqual([]);
    await rest.database
      .rows(`insert into finished_jobs (id, kind, outcome, priority, payload, attempts, correlation_id,
      created_at, started_at, finished_at) values (1001, 'wash', 'done', 5, '{}', 1, 'c', now(), now(), now() - interval '1 s')`);
    expect(await idsOf('done')).toEqual(['1001']);
    const all = await rest.ask<List>('GET /v1/jobs?limit=2');
    expect(all.body).toMatchObject({ total: 3, limit: 2, offset: 0, has_more: true });
    expect((await rest.ask<List>('GET /v1/jobs?offset=9')).body).toMatchObject({
      items: [],
      total: 3,
      has_more: false,
    });
    const shown = await rest.ask(`GET /v1/jobs/${failed}`);
    expect(shown.body).toMatchObject({ state: 'failed', last_error: 'the brush broke', attempt_history: [] });
    expect((await rest.ask('GET /v1/jobs?state=odd')).status).toBe(400);
    expect((await rest.ask('GET /v1/jobs/999999')).status).toBe(404);
  });

  it('that are dead are tried again with a full set of attempts, also with another payload', async () => {
    const id = await givenJob('dead', { kind: 'polish' }, 'no wax');
    const { status, body } = await rest.ask(`POST /v1/jobs/${id}/retry`, { body: { payload: { n: 2 } } });
    expect([status, body['success']]).toEqual([200, true]);
    expect(await rest.database.rows('select state, payload, attempts from jobs where id = $1', [id])).toEqual(
      [{ state: 'ready', payload: { n: 2 }, attempts: 0 }],
    );
    const again = await rest.ask(`POST /v1/jobs/${id}/retry`);
    expect([again.status, again.body['error']]).toEqual([409, 'job.not_dead']);
    expect((await rest.ask('POST /v1/jobs/999999/retry')).status).toBe(404);
    expect((await rest.ask(`POST /v1/jobs/${id}/retry`, { body: { payload: 1, more: 2 } })).status).toBe(400);
  });

  it('whose work another one does already stay dead', async () => {
    const id = await givenJob('dead', { kind: 'dry', dedupeKey: 'car 7' });
    await givenJob('ready', { kind: 'dry', dedupeKey: 'car 7' });
    const { status, body } = await rest.ask(`POST /v1/jobs/${id}/retry`);
    expect([status, body['error']]).toEqual([409, 'job.dedupe_key_in_use']);
  });

  it('are cancelled once', async () => {
    const id = await givenJob('ready', { kind: 'vacuum' });
    const { body } = await rest.ask(`POST /v1/jobs/${id}/cancel`, { body: { reason: 'rain' } });
    expect(body).toMatchObject({ success: true, details: { outcome: 'cancelled' } });
    expect((await rest.ask(`GET /v1/jobs/${id}`)).body).toMatchObject({
      state: 'cancelled',
      last_error: 'rain',
    });
    expect((await rest.ask(`POST /v1/jobs/${id}/cancel`)).status).toBe(409);
    expect((await rest.ask('POST /v1/jobs/999999/cancel')).status).toBe(404);
  });

  it('that are dead are replayed by kind or all, and it is on record', async () => {
    await givenJob('dead', { kind: 'tyres' });
    await givenJob('dead', { kind: 'tyres' });
    await givenJob('dead', { kind: 'glass' });
    expect((await rest.ask('POST /v1/dead_letters/replay', { body: { kind: 'tyres' } })).body).toMatchObject({
      replayed: 2,
    });
    expect((await rest.ask('POST /v1/dead_letters/replay')).body['replayed']).toBeGreaterThanOrEqual(1);
    expect((await rest.ask('POST /v1/dead_letters/replay')).body['replayed']).toBe(0);
    expect((await rest.ask('POST /v1/dead_letters/replay', { body: { kind: 7 } })).status).toBe(400);
    const log = await rest.database.rows(
      `select details from audit_log where action = 'dead_letters.replayed'`,
    );
    expect(log[0]).toEqual({ details: { replayed: 2 } });
  });

  it('are read with runs:read and changed by administrators only', async () => {
    const id = await givenJob('dead');
    const token = await rest.tokenWith('runs:read');
    expect((await rest.ask('GET /v1/jobs', { token })).status).toBe(200);
    for (const what of [
      `POST /v1/jobs/${id}/retry`,
      `POST /v1/jobs/${id}/cancel`,
      'POST /v1/dead_letters/replay',
    ]) {
      expect((await rest.ask(what, { token })).status).toBe(403);
      expect((await rest.ask(what, { token: null })).status).toBe(401);
    }
  });
});
