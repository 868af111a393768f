// What Fastify and `pg` give when a webhook is nothing but one insert: parse, store, answer.
import fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
await pool.query(`create table if not exists bare_events (
  id uuid primary key default gen_random_uuid(),
  branch text not null,
  body jsonb not null,
  received_at timestamptz not null default now()
)`);

const app = fastify();
app.post('/webhooks/rentprog/:branch', async (request) => {
  const { rows } = await pool.query({
    name: 'store',
    text: 'insert into bare_events (branch, body) values ($1, $2) returning id',
    values: [request.params.branch, request.body],
  });
  return { ok: true, eventId: rows[0].id };
});
process.send({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
process.on('disconnect', () => process.exit(0));
