import { settleStatistics, withJobsDatabase } from '../harness/jobs-database.mjs';
import { withProcesses } from '../harness/processes.mjs';
import { report } from '../harness/report.mjs';
import { alternate } from '../harness/rounds.mjs';
import { rounded } from '../harness/statistics.mjs';

const CONCURRENCY = 10;
const HANDLER_MS = 20;
const PROCESSES = [1, 2, 4];

/** Jobs that wait 20 ms for something outside, in 1, 2 and 4 processes of ten; linear is as many times one. */
export async function jobsScale(context) {
  const jobsPerProcess = context.quick ? 100 : 2_000;
  for (const statistics of context.statistics) {
    const results = await alternate(
      context.rounds,
      PROCESSES.map(String),
      (processes) => runOnce(context, { processes: Number(processes), jobsPerProcess, statistics }),
      ({ perSecond }) => `${rounded(perSecond)} jobs/s`,
    );
    for (const processes of PROCESSES)
      report({
        bench: 'jobs-scale',
        unit: 'jobs/s',
        values: results[processes].map((one) => one.perSecond),
        peer: 'linear',
        peerValues: results[1].map((one) => one.perSecond * processes),
        params: {
          ...{ processes, concurrency: CONCURRENCY, handlerMs: HANDLER_MS, jobsPerProcess, statistics },
          possible: (processes * CONCURRENCY * 1000) / HANDLER_MS,
          ...context.versions(),
        },
      });
  }
}

function runOnce(context, { processes, jobsPerProcess, statistics }) {
  const count = processes * jobsPerProcess;
  return withJobsDatabase(context, 'ours', ({ url, warmUpUrl }) =>
    withProcesses('ours', processes, async (workers) => {
      for (const worker of workers)
        await worker.ask('open', { url, warmUpUrl, concurrency: CONCURRENCY, aim: 'throughput' });
      await workers[0].ask('load', { count });
      await settleStatistics(url, statistics);
      const begun = performance.now();
      await Promise.all(workers.map((worker) => worker.ask('begin', { handlerMs: HANDLER_MS })));
      await workers[0].ask('settle');
      const seconds = (performance.now() - begun) / 1000;
      const handled = await Promise.all(workers.map((worker) => worker.ask('end')));
      const sum = handled.reduce((total, one) => total + one, 0);
      if (sum !== count) throw new Error(`${count} jobs were loaded, ${sum} were handled`);
      await Promise.all(workers.map((worker) => worker.ask('close')));
      return { perSecond: count / seconds };
    }),
  );
}
