import { setTimeout as delay } from 'node:timers/promises';
import { contender } from '../contenders/index.mjs';
import { report } from '../harness/report.mjs';
import { createRequester, sendEvenly } from '../harness/requests.mjs';
import { alternate } from '../harness/rounds.mjs';
import { percentile, rounded } from '../harness/statistics.mjs';
import { query } from '../harness/server.mjs';
import { branches, clientChange, newBooking, webhookPath } from '../product/company.mjs';
import { withProcess } from '../product/processes.mjs';
import { withProduct } from '../product/start.mjs';

/** Each group gets one every four seconds: within what Telegram takes, so what is measured is us. */
const EVERY_MS = 1_000;
const EVERY_MS_QUICK = 200;
const LOAD_PER_SECOND = 200;
/** Long enough for what has piled up when the machine does not keep up with the load. */
const PATIENCE_MS = 300_000;

/** From a webhook with a new booking until the Bot API server has the message about it. */
export async function eventToPost(context) {
  const events = context.quick ? 4 : 100;
  const everyMs = context.quick ? EVERY_MS_QUICK : EVERY_MS;
  const perSecond = context.quick ? LOAD_PER_SECOND / 10 : LOAD_PER_SECOND;
  const loads = ['idle', `${perSecond} events/s`];
  const results = await alternate(
    context.rounds,
    loads,
    (load) => measure(context, { events, everyMs, perSecond: load === 'idle' ? 0 : perSecond }),
    ({ p50, p95, left }) => `p50 ${rounded(p50)} ms, p95 ${rounded(p95)} ms, ${left} jobs left at the end`,
  );
  for (const load of loads)
    for (const figure of ['p50', 'p95'])
      report({
        bench: 'event-to-post',
        unit: 'ms',
        values: results[load].map((one) => one[figure]),
        params: {
          ...{ figure, load, events, everyMs },
          jobsLeftAtTheEnd: results[load].map((one) => one.left),
          ...context.versions(),
        },
      });
}

async function measure({ server }, { events, everyMs, perSecond }) {
  const ours = await contender('ours');
  return server.withDatabase(
    'ours',
    (url) => ours.prepare(url),
    (databaseUrl) =>
      withProcess('emulator.mjs', {}, ({ telegram, rentprog, token }) =>
        withProduct(
          {
            ...{ DATABASE_URL: databaseUrl, BOT_TOKEN: token },
            ...{ TELEGRAM_API_ROOT: telegram, RENTPROG_BASE_URL: rentprog },
          },
          (url) => run({ url, telegram, databaseUrl, events, everyMs, perSecond }),
        ),
      ),
  );
}

async function run({ url, telegram, databaseUrl, events, everyMs, perSecond }) {
  const requester = createRequester();
  // The first message of a group makes its topic; that happens once in the life of a company.
  const first = [];
  for (const branch of branches) first.push(await announce(requester, url, branch));
  await posts(telegram, first);
  await delay(everyMs * branches.length);

  const load = sendEvenly({
    ...{ perSecond, seconds: (events * everyMs) / 1000 },
    send: () => requester.post(`${url}${webhookPath(branches[0])}`, clientChange()),
  });
  const sent = [];
  for (let event = 0; event < events; event += 1) {
    sent.push(await announce(requester, url, branches[event % branches.length]));
    await delay(everyMs - 20 + Math.random() * 40);
  }
  const { errors } = await load;
  const { rows } = await query(
    databaseUrl,
    `select count(*)::int as left from jobs where state in ('ready', 'running')`,
  );
  if (errors > 0) throw new Error(`${errors} webhooks of the load were not taken`);
  const found = await posts(telegram, sent);
  requester.close();
  const latencies = sent.map(({ id, at }) => found.get(id) - at);
  return { p50: percentile(latencies, 50), p95: percentile(latencies, 95), left: rows[0].left };
}

async function announce(requester, url, branch) {
  const { id, body } = newBooking();
  const at = performance.timeOrigin + performance.now();
  const status = await requester.post(`${url}${webhookPath(branch)}`, body);
  if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
  return { id, at };
}

/** When the first message about each booking arrived, by the emulator's transcript; both clocks are the machine's. */
async function posts(telegram, sent) {
  const patience = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await (await fetch(`${telegram}/control/transcript`)).json();
    const found = new Map();
    for (const { id } of sent) {
      const post = (answer.transcript ?? answer).find(({ text }) => text?.includes(String(id)));
      if (post !== undefined) found.set(id, post.at);
    }
    if (found.size === sent.length) return found;
    if (performance.now() > patience) throw new Error(`${sent.length - found.size} events came to no post`);
    await delay(100);
  }
}
