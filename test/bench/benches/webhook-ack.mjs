import autocannon from 'autocannon';
import { contender } from '../contenders/index.mjs';
import { report } from '../harness/report.mjs';
import { createRequester, sendEvenly } from '../harness/requests.mjs';
import { alternate } from '../harness/rounds.mjs';
import { query } from '../harness/server.mjs';
import { percentile, rounded } from '../harness/statistics.mjs';
import { clientChange, newBooking, webhookPath } from '../product/company.mjs';
import { withBareFastify } from '../product/processes.mjs';
import { withProduct } from '../product/start.mjs';

const BRANCH = 'tbilisi';
const PER_SECOND = 1_000;
/** autocannon's own default; see the README for how it keeps to a rate. */
const CONNECTIONS = 10;
const CONNECTIONS_AT_MOST = 50;
const CONTENDERS = ['ours', 'bare fastify'];
const STATISTICS = { statistics: 'cold' };

/** RentProg's webhook over HTTP until its durable 200: latencies at a given rate, and the greatest rate. */
export async function webhookAck(context) {
  const seconds = context.quick ? 1 : 20;
  await atRate(context, seconds, 'autocannon', (url) => cannonAtRate(url, seconds));
  await atRate(context, seconds, 'even', (url) => evenRate(url, seconds));
  await maximum(context, context.quick ? 1 : 10);
}

async function atRate(context, seconds, pacing, send) {
  const results = await alternate(
    context.rounds,
    CONTENDERS,
    (name) => measure(context, name, send),
    ({ p50, p99, errors }) =>
      `p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms, ${errors} errors at ${PER_SECOND}/s (${pacing})`,
  );
  const sum = (values) => values.reduce((total, one) => total + one, 0);
  for (const figure of ['p50', 'p99'])
    report({
      bench: 'webhook-ack',
      unit: 'ms',
      values: results.ours.map((one) => one[figure]),
      peer: 'bare fastify',
      peerValues: results['bare fastify'].map((one) => one[figure]),
      params: {
        ...{ figure, perSecond: PER_SECOND, seconds, pacing, ...STATISTICS },
        ...(pacing === 'autocannon' && { connections: CONNECTIONS }),
        // A server that is too slow for the rate gets fewer requests from autocannon, and looks better than it is.
        sentPerSecond: rounded(sum(results.ours.map((one) => one.answered)) / seconds / context.rounds),
        peerSentPerSecond: rounded(
          sum(results['bare fastify'].map((one) => one.answered)) / seconds / context.rounds,
        ),
        errors: sum(results.ours.map((one) => one.errors)),
        peerErrors: sum(results['bare fastify'].map((one) => one.errors)),
        ...context.versions('fastify'),
      },
    });
}

async function maximum(context, seconds) {
  const results = await alternate(
    context.rounds,
    CONTENDERS,
    (name) => measure(context, name, (url) => cannonAtMost(url, seconds)),
    ({ perSecond, p99, errors }) =>
      `${rounded(perSecond)} requests/s, p99 ${rounded(p99)} ms, ${errors} errors`,
  );
  report({
    bench: 'webhook-ack',
    unit: 'requests/s',
    values: results.ours.map((one) => one.perSecond),
    peer: 'bare fastify',
    peerValues: results['bare fastify'].map((one) => one.perSecond),
    params: {
      ...{ figure: 'maximum', seconds, connections: CONNECTIONS_AT_MOST, ...STATISTICS },
      ...context.versions('fastify'),
    },
  });
}

/** On a database of its own; what was answered with 200 has to be there afterwards. */
async function measure({ server, quick }, name, send) {
  const warmUps = quick ? 200 : 2_000;
  const ours = await contender('ours');
  const run = async (url) => {
    const target = `${url}${webhookPath(BRANCH)}`;
    await warmUp(target, warmUps);
    return send(target);
  };
  const [template, make, work, table] =
    name === 'ours'
      ? [
          'ours',
          (url) => ours.prepare(url),
          (url) => withProduct({ DATABASE_URL: url, ROLES: 'web' }, run),
          'events',
        ]
      : ['bare', async () => {}, (url) => withBareFastify(url, run), 'bare_events'];
  return server.withDatabase(template, make, async (url) => {
    const result = await work(url);
    const { rows } = await query(url, `select count(*)::int as stored from ${table}`);
    const { stored } = rows[0];
    if (stored < result.answered + warmUps)
      throw new Error(`${result.answered} were acknowledged, ${stored} stored`);
    return result;
  });
}

async function warmUp(target, count) {
  const requester = createRequester();
  for (let sent = 0; sent < count; sent += 20) {
    const statuses = await Promise.all(Array.from({ length: 20 }, () => requester.post(target, nextBody())));
    const refused = statuses.find((status) => status !== 200);
    if (refused !== undefined) throw new Error(`a webhook was answered with ${refused}`);
  }
  requester.close();
}

function cannonAtRate(url, seconds) {
  return fire({ url, connections: CONNECTIONS, duration: seconds, overallRate: PER_SECOND });
}

function cannonAtMost(url, seconds) {
  return fire({ url, connections: CONNECTIONS_AT_MOST, duration: seconds });
}

async function fire(options) {
  const latencies = [];
  const running = autocannon({
    ...options,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: [{ setupRequest: (request) => ({ ...request, body: nextBody() }) }],
  });
  running.on('response', (_client, status, _bytes, ms) => {
    if (status === 200) latencies.push(ms);
  });
  const result = await running;
  return {
    ...summary(latencies, result.errors + result.timeouts + result.non2xx),
    perSecond: latencies.length / result.duration,
  };
}

async function evenRate(url, seconds) {
  const requester = createRequester();
  const { latencies, errors } = await sendEvenly({
    ...{ perSecond: PER_SECOND, seconds },
    send: () => requester.post(url, nextBody()),
  });
  requester.close();
  return summary(latencies, errors);
}

function summary(latencies, errors) {
  return {
    ...{ p50: percentile(latencies, 50), p99: percentile(latencies, 99) },
    ...{ errors, answered: latencies.length },
  };
}

let turn = 0;

/** No two are the same, or the second would be a repetition; half are bookings, half are changes. */
function nextBody() {
  turn += 1;
  return turn % 2 === 0 ? newBooking().body : clientChange();
}
