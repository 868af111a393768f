import { alternate } from '../harness/rounds.mjs';
import { report } from '../harness/report.mjs';
import { describeDrain, drainOnce } from './jobs-drain.mjs';

/** The same with concurrency keys, of which only one job may run at a time, beside the same without. */
export async function jobsKeys(context) {
  const jobs = context.quick ? 2_000 : 20_000;
  const keys = jobs / 2;
  for (const statistics of context.statistics) {
    const results = await alternate(
      context.rounds,
      ['with keys', 'without keys'],
      (kind) => drainOnce(context, 'ours', { jobs, statistics, ...(kind === 'with keys' && { keys }) }),
      describeDrain,
    );
    report({
      bench: 'jobs-keys',
      unit: 'jobs/s',
      values: results['with keys'].map((one) => one.perSecond),
      peer: 'ours, without keys',
      peerValues: results['without keys'].map((one) => one.perSecond),
      params: { statistics, jobs, keys, processes: 1, concurrency: 10, ...context.versions() },
    });
  }
}
