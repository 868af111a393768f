import pg from 'pg';
import { contender } from '../contenders/index.mjs';
import { countWal, settleStatistics, withWarmUpDatabase } from '../harness/jobs-database.mjs';
import { withProcesses } from '../harness/processes.mjs';
import { report } from '../harness/report.mjs';
import { alternate } from '../harness/rounds.mjs';
import { describeDrain } from './jobs-drain.mjs';

const CONCURRENCY = 10;
const EMPTY = 'empty';
const GROWN = 'finished and future jobs';
const PINNED = 'a transaction held open';

/**
 * The drain rate of tables with a past and a future, and of empty ones while a transaction with an id is held open
 * from before the load until the end, beside empty ones without. More jobs than jobs-drain has: what cannot be
 * vacuumed has to pile up first.
 */
export async function jobsGrowth(context) {
  const scale = context.quick ? 100 : 1;
  const jobs = context.quick ? 2_000 : 100_000;
  const amounts = { finished: 1_000_000 / scale, future: 100_000 / scale };
  for (const statistics of context.statistics) {
    const results = await alternate(
      context.rounds,
      [EMPTY, GROWN, PINNED],
      (state) => drainOnce(context, { state, amounts, jobs, statistics }),
      describeDrain,
    );
    for (const state of [GROWN, PINNED])
      report({
        bench: 'jobs-growth',
        unit: 'jobs/s',
        values: results[state].map((one) => one.perSecond),
        peer: 'ours, empty tables',
        peerValues: results[EMPTY].map((one) => one.perSecond),
        params: {
          ...{ state, statistics, jobs, processes: 1, concurrency: CONCURRENCY },
          ...(state === GROWN && amounts),
          ...context.versions(),
        },
      });
  }
}

async function drainOnce(context, { state, amounts, jobs, statistics }) {
  const ours = await contender('ours');
  const prepareEmpty = (url) => ours.prepare(url);
  const prepareGrown = async (url) => {
    await ours.prepare(url);
    await withProcesses('ours', 1, async ([filler]) => {
      await filler.ask('open', { url, concurrency: 1, aim: 'throughput' });
      await filler.ask('fill', amounts);
      await filler.ask('close');
    });
  };
  const template = state === GROWN ? ['ours grown', prepareGrown] : ['ours', prepareEmpty];
  return withWarmUpDatabase(context, 'ours', (warmUpUrl) =>
    context.server.withDatabase(...template, (url) =>
      withProcesses('ours', 1, async ([measured]) => {
        await measured.ask('open', { url, warmUpUrl, concurrency: CONCURRENCY, aim: 'throughput' });
        const release = state === PINNED ? await holdTransaction(url) : async () => {};
        await measured.ask('load', { count: jobs });
        await settleStatistics(url, statistics);
        const { result, walBytes } = await countWal(url, () => measured.ask('drain', { count: jobs }));
        await release();
        await measured.ask('close');
        return { perSecond: result.perSecond, walBytesPerJob: walBytes / jobs };
      }),
    ),
  );
}

async function holdTransaction(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query('select pg_current_xact_id()');
  return async () => {
    await client.query('rollback');
    await client.end();
  };
}
