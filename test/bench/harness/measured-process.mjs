// Entry of a process that holds one contender: does what the parent asks for and answers.
import { contender } from '../contenders/index.mjs';
import { payloadOf } from './payload.mjs';
import { measurements } from './measurements.mjs';

const WARM_UP_JOBS = 2_000;

const module = await contender(process.argv[2]);
let opened;

const requests = {
  /** Runs jobs in another database first: what is measured is the compiled program, not the compiler. */
  async open({ url, warmUpUrl, concurrency, aim }) {
    if (warmUpUrl !== undefined) {
      const warm = await module.open(warmUpUrl, { concurrency, aim: 'throughput' });
      await warm.load(WARM_UP_JOBS, payloadOf);
      await measurements.drain(warm, { count: WARM_UP_JOBS });
      await warm.close();
    }
    opened = await module.open(url, { concurrency, aim });
  },
  load: ({ count, keys }) =>
    opened.load(count, payloadOf, keys === undefined ? undefined : (number) => `key-${number % keys}`),
  fill: (options) => opened.fill(options),
  close: () => opened.close(),
};

process.on('message', ({ id, request, options }) => {
  const work = requests[request] ?? ((given) => measurements[request](opened, given));
  Promise.resolve()
    .then(() => work(options ?? {}))
    .then(
      (result) => process.send({ id, result }),
      (error) =>
        process.send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
