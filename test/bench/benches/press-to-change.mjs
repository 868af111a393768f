import { once } from 'node:events';
import { contender } from '../contenders/index.mjs';
import { report } from '../harness/report.mjs';
import { alternate } from '../harness/rounds.mjs';
import { query } from '../harness/server.mjs';
import { percentile, rounded } from '../harness/statistics.mjs';
import { withProcess } from '../product/processes.mjs';
import { withProduct } from '../product/start.mjs';

/** Slower than Telegram lets a bot write into one chat, as a person is: what is measured is us. */
const EVERY_MS = 1_200;
const BOOKING = 7_000_001;
const CAR = 7_000_001;

/** From an employee's press on a checklist's card until the card has changed before their eyes. */
export async function pressToChange(context) {
  const presses = context.quick ? 6 : 60;
  const results = await alternate(
    context.rounds,
    ['one person'],
    () => measure(context, presses),
    ({ p50, p95 }) => `p50 ${rounded(p50)} ms, p95 ${rounded(p95)} ms`,
  );
  for (const figure of ['p50', 'p95'])
    report({
      bench: 'press-to-change',
      unit: 'ms',
      values: results['one person'].map((one) => one[figure]),
      params: { figure, presses, everyMs: EVERY_MS, ...context.versions() },
    });
}

async function measure({ server }, presses) {
  const ours = await contender('ours');
  return server.withDatabase(
    'ours',
    (url) => ours.prepare(url),
    (databaseUrl) =>
      withProcess('person.mjs', {}, async ({ telegram, rentprog, token, user }, person) => {
        await employ(databaseUrl, user);
        return withProduct(
          {
            ...{ DATABASE_URL: databaseUrl, BOT_TOKEN: token },
            ...{ TELEGRAM_API_ROOT: telegram, RENTPROG_BASE_URL: rentprog },
          },
          () => walk(person, presses),
        );
      }),
  );
}

/** Somebody who reads English, and a booking that waits to be handed over. */
async function employ(databaseUrl, user) {
  await query(
    databaseUrl,
    `insert into staff (telegram_id, name, role, branches, language)
       values (${user}, 'Giorgi', 'staff', '{tbilisi}', 'en')`,
  );
  await query(
    databaseUrl,
    `insert into cars (id, branch, plate, model, updated_at)
       values (${CAR}, 'tbilisi', 'AA001BB', 'Kia Rio', now())`,
  );
  await query(
    databaseUrl,
    `insert into bookings (id, branch, car_id, start_at, end_at, updated_at)
       values (${BOOKING}, 'tbilisi', ${CAR}, now() + interval '2 hours', now() + interval '2 days', now())`,
  );
}

async function walk(person, presses) {
  person.send({ bookingId: BOOKING, presses, everyMs: EVERY_MS });
  const [{ latencies }] = await Promise.race([
    once(person, 'message'),
    once(person, 'exit').then(() => Promise.reject(new Error('the person is gone'))),
  ]);
  return { p50: percentile(latencies, 50), p95: percentile(latencies, 95) };
}
