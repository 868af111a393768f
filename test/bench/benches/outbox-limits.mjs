import { setTimeout as delay } from 'node:timers/promises';
import { contender } from '../contenders/index.mjs';
import { report, say } from '../harness/report.mjs';
import { query } from '../harness/server.mjs';
import { percentile, rounded } from '../harness/statistics.mjs';
import { leastSeconds } from '../harness/telegram-limits.mjs';
import { openOutbox } from '../product/emit.mjs';
import { branches, company } from '../product/company.mjs';
import { withProcess } from '../product/processes.mjs';

const POSTS = 600;
const EDITS = 200;
/** Of the posts; they come one by one while everything else waits. */
const URGENT = 60;
const PROCESSES = 2;
const UNLIMITED = 10_000;

/**
 * 540 posts and 200 edits for four groups wait, 60 urgent posts come meanwhile; two processes send, and Telegram
 * refuses whatever is too much. All times are Telegram's: its clock runs `timesFaster` than ours.
 */
export async function outboxLimits(context) {
  const timesFaster = context.quick ? 120 : 10;
  const share = context.quick ? 4 : 1;
  const amounts = { posts: POSTS / share, edits: EDITS / share, urgent: URGENT / share };
  const runs = [];
  for (let round = 0; round < context.rounds; round += 1) {
    const run = await measure(context, { ...amounts, timesFaster });
    say(
      `  round ${round + 1}/${context.rounds}: ${rounded(run.seconds)} s of Telegram's, urgent p99 ${rounded(run.urgentP99)} s, ` +
        `${run.lost} lost, ${run.doubled} doubled, 429 by group: ${run.throttled.join(', ')}`,
    );
    runs.push(run);
  }
  const params = {
    ...amounts,
    ...{ groups: branches.length, processes: PROCESSES, timesFaster },
    ...{ lost: sum(runs, 'lost'), doubled: sum(runs, 'doubled') },
    most429OfAGroup: Math.max(...runs.flatMap((run) => run.throttled)),
    ...context.versions(),
  };
  const least = leastSeconds((amounts.posts + amounts.edits) / branches.length);
  report({
    bench: 'outbox-limits',
    unit: "s of Telegram's",
    values: runs.map((run) => run.seconds),
    peer: 'what the limits allow',
    peerValues: runs.map(() => least),
    params: { figure: 'all sent', ...params },
  });
  report({
    bench: 'outbox-limits',
    unit: "s of Telegram's",
    values: runs.map((run) => run.urgentP99),
    params: { figure: 'urgent p99', ...params },
  });
}

async function measure({ server }, { posts, edits, urgent, timesFaster }) {
  const ours = await contender('ours');
  return server.withDatabase(
    'ours',
    (url) => ours.prepare(url),
    (databaseUrl) =>
      withProcess('emulator.mjs', {}, async ({ telegram, token }) => {
        const environment = { DATABASE_URL: databaseUrl, TELEGRAM: telegram, BOT_TOKEN: token };
        const outbox = openOutbox(databaseUrl);
        const cards = Array.from({ length: edits }, (_, number) => ({ key: `card:${number}`, number }));
        // The cards to be edited, and the groups' topics, are there before.
        await withDispatchers(1, { ...environment, TIMES_FASTER: String(UNLIMITED) }, async () => {
          await outbox.emit(
            cards.map(({ key, number }) => ({ key, ...placeOf(number), text: `[new ${number}]` })),
          );
          await outbox.untilSent();
        });
        await query(databaseUrl, 'truncate outbox_lanes, outbox_channels');
        await tell(telegram, 'POST', '/control/limits', { enabled: true, scale: timesFaster });
        await tell(telegram, 'DELETE', '/control/statistics');

        const waiting = [
          ...Array.from({ length: posts - urgent }, (_, number) => ({
            ...{ key: `post:${number}`, ...placeOf(number), text: `[post ${number}]` },
          })),
          ...cards.map(({ key, number }) => ({ key, ...placeOf(number), text: `[edit ${number}]` })),
        ];
        const pressing = Array.from({ length: urgent }, (_, number) => ({
          ...{ key: `urgent:${number}`, ...placeOf(number), text: `[urgent ${number}]`, priority: 2 },
        }));
        await outbox.emit(waiting);
        const least = (leastSeconds((posts + edits) / branches.length) * 1000) / timesFaster;
        const emittedAt = new Map();
        await withDispatchers(PROCESSES, { ...environment, TIMES_FASTER: String(timesFaster) }, async () => {
          for (const post of pressing) {
            // The last ones come when there is still something that they overtake.
            await delay((least * 0.9) / urgent);
            emittedAt.set(post.text, now());
            await outbox.emit([post]);
          }
          await outbox.untilSent();
        });
        await outbox.close();
        const transcript = await tell(telegram, 'GET', '/control/transcript');
        const { throttled } = await tell(telegram, 'GET', '/control/statistics');
        return evaluate({ transcript, throttled, wanted: [...waiting, ...pressing], emittedAt, timesFaster });
      }),
  );
}

function evaluate({ transcript, throttled, wanted, emittedAt, timesFaster }) {
  const byText = Map.groupBy(transcript, ({ text }) => text);
  const seconds = (ms) => (ms * timesFaster) / 1000;
  const times = transcript.map(({ at }) => at);
  const latencies = [...emittedAt].flatMap(([text, at]) =>
    (byText.get(text) ?? []).slice(0, 1).map((one) => one.at - at),
  );
  return {
    seconds: seconds(Math.max(...times) - Math.min(...times)),
    urgentP99: seconds(percentile(latencies, 99)),
    lost: wanted.filter(({ text }) => !byText.has(text)).length,
    doubled: wanted.filter(({ text }) => (byText.get(text)?.length ?? 0) > 1).length,
    throttled: branches.map((branch) => throttled[company.branches[branch].chatId] ?? 0),
  };
}

function placeOf(number) {
  // Each group, and in each group both of its topics, gets the same share.
  return { branch: branches[number % branches.length], topic: Math.floor(number / branches.length) % 2 };
}

function withDispatchers(count, environment, work) {
  if (count === 0) return work();
  return withProcess('outbox.mjs', environment, () => withDispatchers(count - 1, environment, work));
}

async function tell(telegram, method, path, body) {
  const response = await fetch(`${telegram}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`);
  return response.json();
}

function now() {
  return performance.timeOrigin + performance.now();
}

function sum(runs, name) {
  return runs.reduce((total, run) => total + run[name], 0);
}
