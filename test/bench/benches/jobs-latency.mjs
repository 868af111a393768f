import { withJobsDatabase } from '../harness/jobs-database.mjs';
import { payloadOf } from '../harness/payload.mjs';
import { withProcesses } from '../harness/processes.mjs';
import { report } from '../harness/report.mjs';
import { alternate } from '../harness/rounds.mjs';
import { percentile, rounded } from '../harness/statistics.mjs';

const CONCURRENCY = 10;
const CONTENDERS = ['ours', 'graphile-worker', 'pg-boss'];

/** From the call that stores a job until its handler starts, on an idle system, within a process and between two. */
export async function jobsLatency(context) {
  const jobs = context.quick ? 20 : 300;
  for (const enqueuedBy of ['the same process', 'another process']) {
    const results = await alternate(
      context.rounds,
      CONTENDERS,
      (contender) => measureOnce(context, contender, { jobs, enqueuedBy }),
      ({ p50, p99 }) => `p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms (${enqueuedBy})`,
    );
    for (const peer of CONTENDERS.slice(1))
      for (const figure of ['p50', 'p99'])
        report({
          bench: 'jobs-latency',
          unit: 'ms',
          values: results.ours.map((one) => one[figure]),
          peer,
          peerValues: results[peer].map((one) => one[figure]),
          params: {
            figure,
            enqueuedBy,
            jobs,
            concurrency: CONCURRENCY,
            statistics: 'cold',
            ...context.versions(peer),
          },
        });
  }
}

function measureOnce(context, contender, { jobs, enqueuedBy }) {
  const count = enqueuedBy === 'the same process' ? 1 : 2;
  return withJobsDatabase(context, contender, ({ url, warmUpUrl }) =>
    withProcesses(contender, count, async (processes) => {
      const open = { url, warmUpUrl, concurrency: CONCURRENCY, aim: 'latency' };
      // One after the other: they share the database to warm up in.
      for (const measured of processes) await measured.ask('open', open);
      const worker = processes[0];
      const sender = processes[count - 1];
      await worker.ask('listen');
      const sent = await sender.ask('sendOneByOne', { count: jobs, payload: payloadOf(0) });
      const heard = await worker.ask('heard', { count: jobs });
      await worker.ask('stop');
      for (const measured of processes) await measured.ask('close');
      const latencies = sent.map((at, number) => {
        if (heard[number] === 'undefined') throw new Error(`job ${number} did not start within 30 s`);
        return Number(BigInt(heard[number]) - BigInt(at)) / 1e6;
      });
      return { p50: percentile(latencies, 50), p99: percentile(latencies, 99) };
    }),
  );
}
