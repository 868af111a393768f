import pg from 'pg';

export const name = 'floor';

const CLAIM_AT_ONCE = 500;

const schema = `
create table floor_jobs (
  id bigint generated always as identity primary key,
  kind text not null,
  state text not null default 'ready',
  payload jsonb not null,
  lease_token bigint
);
create index floor_jobs_ready on floor_jobs (id) where state = 'ready'`;

const claim = {
  name: 'claim',
  text: `with picked as (
      select id from floor_jobs where state = 'ready' order by id limit $1 for update skip locked
    )
    update floor_jobs set state = 'running', lease_token = $2
    where id = any (array(select id from picked))
    returning id, payload`,
};
const complete = {
  name: 'complete',
  text: `delete from floor_jobs where id = any ($1::bigint[]) and lease_token = $2 and state = 'running'`,
};
const insert = { name: 'insert', text: `insert into floor_jobs (kind, payload) values ($1, $2)` };

export async function prepare(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(schema);
  await client.end();
}

/**
 * What PostgreSQL and `pg` give when nothing but the minimum is done: claim many in one prepared statement, delete
 * them in one that names the lease. No retries, no history, no limits, nothing that looks after lost workers.
 */
export async function open(url, { concurrency }) {
  const pool = new pg.Pool({ connectionString: url, max: concurrency });
  let tokens = 0;
  let stopped = true;
  let running;

  async function run(handle) {
    while (!stopped) {
      const token = (tokens += 1);
      const { rows } = await pool.query({ ...claim, values: [CLAIM_AT_ONCE, token] });
      if (rows.length === 0) return;
      for (const row of rows) await handle(row.payload);
      await pool.query({ ...complete, values: [rows.map((row) => row.id), token] });
    }
  }

  return {
    async load(count, payloadOf) {
      const payloads = Array.from({ length: count }, (_, number) => payloadOf(number));
      await pool.query(
        `insert into floor_jobs (kind, payload) select 'bench', value from jsonb_array_elements($1)`,
        [JSON.stringify(payloads)],
      );
    },
    async enqueue(payload) {
      await pool.query({ ...insert, values: ['bench', payload] });
    },
    async start(handle) {
      stopped = false;
      running = run(handle);
    },
    async isEmpty() {
      const { rows } = await pool.query('select not exists (select 1 from floor_jobs) as empty');
      return rows[0].empty;
    },
    async stop() {
      stopped = true;
      await running;
    },
    close: () => pool.end(),
  };
}
