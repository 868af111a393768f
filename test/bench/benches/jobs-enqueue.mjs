import { withJobsDatabase } from '../harness/jobs-database.mjs';
import { payloadOf } from '../harness/payload.mjs';
import { withProcesses } from '../harness/processes.mjs';
import { report } from '../harness/report.mjs';
import { alternate } from '../harness/rounds.mjs';
import { rounded } from '../harness/statistics.mjs';

const CALLERS = 10;
const CONTENDERS = ['ours', 'graphile-worker', 'pg-boss', 'floor'];

/** Single jobs per second, each durable before its caller goes on. Nothing is claimed, so statistics play no part. */
export async function jobsEnqueue(context) {
  const seconds = context.quick ? 0.2 : 4;
  const results = await alternate(
    context.rounds,
    CONTENDERS,
    (contender) =>
      withJobsDatabase(context, contender, ({ url, warmUpUrl }) =>
        withProcesses(contender, 1, async ([measured]) => {
          await measured.ask('open', { url, warmUpUrl, concurrency: CALLERS, aim: 'throughput' });
          const options = { callers: CALLERS, payload: payloadOf(1) };
          await measured.ask('enqueue', { ...options, seconds: seconds / 4 });
          const result = await measured.ask('enqueue', { ...options, seconds });
          await measured.ask('close');
          return result;
        }),
      ),
    ({ perSecond }) => `${rounded(perSecond)} jobs/s`,
  );
  for (const peer of CONTENDERS.slice(1))
    report({
      bench: 'jobs-enqueue',
      unit: 'jobs/s',
      values: results.ours.map((one) => one.perSecond),
      peer,
      peerValues: results[peer].map((one) => one.perSecond),
      params: { seconds, callers: CALLERS, processes: 1, statistics: 'cold', ...context.versions(peer) },
    });
}
