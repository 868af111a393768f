import { alternate } from '../harness/rounds.mjs';
import { countWal, settleStatistics, withJobsDatabase } from '../harness/jobs-database.mjs';
import { withProcesses } from '../harness/processes.mjs';
import { report } from '../harness/report.mjs';
import { median, rounded } from '../harness/statistics.mjs';

const CONCURRENCY = 10;
const CONTENDERS = ['ours', 'graphile-worker', 'pg-boss', 'floor'];

/**
 * No-op jobs per second: one process, ten at once, the jobs loaded before. The larger amount shows how a worker goes on
 * that runs for longer than the half second which V8 needs to compile it and tables need to fill up.
 */
export async function jobsDrain(context) {
  for (const jobs of context.quick ? [2_000] : [20_000, 100_000])
    for (const statistics of context.statistics) await drainBeside(context, { jobs, statistics });
}

async function drainBeside(context, { jobs, statistics }) {
  const results = await alternate(
    context.rounds,
    CONTENDERS,
    (contender) => drainOnce(context, contender, { jobs, statistics }),
    describeDrain,
  );
  for (const peer of CONTENDERS.slice(1))
    report({
      bench: 'jobs-drain',
      unit: 'jobs/s',
      values: results.ours.map((one) => one.perSecond),
      peer,
      peerValues: results[peer].map((one) => one.perSecond),
      params: {
        ...{ statistics, jobs, processes: 1, concurrency: CONCURRENCY },
        walBytesPerJob: rounded(median(results.ours.map((one) => one.walBytesPerJob))),
        peerWalBytesPerJob: rounded(median(results[peer].map((one) => one.walBytesPerJob))),
        ...context.versions(peer),
      },
    });
}

export function describeDrain({ perSecond, walBytesPerJob }) {
  return `${rounded(perSecond)} jobs/s, ${rounded(walBytesPerJob)} B of WAL a job`;
}

/** @param {{ jobs: number, statistics: 'cold' | 'analysed', keys?: number }} options */
export function drainOnce(context, contender, { jobs, statistics, keys }) {
  return withJobsDatabase(context, contender, ({ url, warmUpUrl }) =>
    withProcesses(contender, 1, async ([measured]) => {
      await measured.ask('open', { url, warmUpUrl, concurrency: CONCURRENCY, aim: 'throughput' });
      await measured.ask('load', { count: jobs, keys });
      await settleStatistics(url, statistics);
      const { result, walBytes } = await countWal(url, () => measured.ask('drain', { count: jobs }));
      await measured.ask('close');
      return { perSecond: result.perSecond, walBytesPerJob: walBytes / jobs };
    }),
  );
}
