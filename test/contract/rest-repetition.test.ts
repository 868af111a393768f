import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetAnswers } from '../../src/api/index.js';
import { gate } from '../support/jobs.js';
import { startRestServer, type Reply, type RestServer } from '../support/rest.js';

const holdSql = {
  name: 'hold-a-key',
  text: `insert into api_idempotency (actor, key, request_hash)
         values ('00000000-0000-0000-0000-000000000001', 'k11', 'h')`,
};
let rest: RestServer;

beforeAll(async () => {
  rest = await startRestServer();
});

afterAll(() => rest.close());

function create(name: string, key: string, more: object = {}): Promise<Reply> {
  return rest.ask('POST /v1/agents', {
    body: { name, scopes: [], ...more },
    headers: { 'idempotency-key': key },
  });
}

describe('a request with an Idempotency-Key', () => {
  it('that comes a second time gets the first answer, and nothing is done again', async () => {
    const first = await create('once', 'k1');
    const second = await create('once', 'k1');
    expect(first.status).toBe(201);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await rest.database.rows(`select 1 from api_agents where name = 'once'`)).toHaveLength(1);
    expect(await rest.database.rows(`select 1 from audit_log where details->>'name' = 'once'`)).toHaveLength(
      1,
    );
  });

  it('is carried out once also when it comes ten times at once, and all get one answer', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => create('crowd', 'k2')));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ body }) => body['token'])).size).toBe(1);
  });

  it('that says something else under a used key is refused with 422', async () => {
    await create('mine', 'k3');
    const { status, body } = await create('yours', 'k3');
    expect([status, body['error']]).toEqual([422, 'idempotency.key_reused']);
    const elsewhere = await rest.ask('POST /v1/dead_letters/replay', {
      headers: { 'idempotency-key': 'k3' },
    });
    expect(elsewhere.status).toBe(422);
  });

  it('that was refused is refused in the same words, also when it would be let through by now', async () => {
    const { id } = (await rest.ask('POST /v1/agents', { body: { name: 'taken', scopes: [] } })).body;
    const first = await create('taken', 'k4');
    expect(first.status).toBe(409);
    await rest.ask(`DELETE /v1/agents/${String(id)}`);
    const second = await create('taken', 'k4');
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect((await create('taken', 'k5')).status).toBe(201);
  });

  it('is the business of one token: another one may use the same key', async () => {
    const token = await rest.tokenWith('admin');
    await create('of the bootstrap', 'k6');
    const other = await rest.ask('POST /v1/agents', {
      token,
      body: { name: 'of another', scopes: [] },
      headers: { 'idempotency-key': 'k6' },
    });
    expect(other.body).toMatchObject({ name: 'of another' });
  });

  it('leaves no token in the database', async () => {
    const { body } = await create('secret', 'k7');
    const kept = await rest.database.rows<{ body: unknown }>(
      `select body from api_idempotency where key = 'k7'`,
    );
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(String(body['token']));
  });

  it('whose first one takes long is asked to come again', async () => {
    const first = gate();
    const holding = gate();
    const holder = rest.database.workshop.transact(async (_work, sql) => {
      await sql.rows(holdSql, []);
      holding.open();
      await first.opened;
    });
    await holding.opened;
    const { status, headers, body } = await create('patient', 'k11');
    first.open();
    await holder;
    expect([status, headers.get('retry-after'), body['error']]).toEqual([409, '1', 'idempotency.under_way']);
  });

  it('whose key is none is refused', async () => {
    for (const key of ['x'.repeat(256), 'a b'])
      expect((await create('never', key)).body).toMatchObject({
        error: 'bad_request',
        details: { faults: [{ path: 'Idempotency-Key', message: expect.any(String) as string }] },
      });
  });

  it('may be used again after 24 hours, whether the house was kept or not', async () => {
    await create('yesterday', 'k8');
    await create('yesterday too', 'k9');
    await create('today', 'k10');
    await rest.database.rows(
      `update api_idempotency set created_at = now() - interval '25 hours' where key in ('k8', 'k9')`,
    );
    expect((await create('tomorrow', 'k8')).body).toMatchObject({ name: 'tomorrow' });
    await rest.database.sql.rows(forgetAnswers.statement, [100]);
    const left = await rest.database.rows<{ key: string }>(
      `select key from api_idempotency where key in ('k8', 'k9', 'k10') order by key`,
    );
    expect(left).toEqual([{ key: 'k10' }, { key: 'k8' }]);
  });
});
