import { setTimeout as delay } from 'node:timers/promises';
import { productModule } from './build.mjs';

const { cardPost } = await productModule('domain/posts/index.js');
const { emitEffects } = await productModule('engine/outbox/index.js');
const { Wakeups } = await productModule('engine/wakeups/index.js');
const { html } = await productModule('kernel/html.js');
const { createLog } = await productModule('platform/log/index.js');
const { createPool } = await productModule('platform/postgres/index.js');
const { sqlOfPool } = await productModule('platform/sql/index.js');

const TOPICS = [
  { key: 'bookings', name: 'Bookings' },
  { key: 'cash', name: 'Cash' },
];
const LOOK_EVERY_MS = 50;

/** The side that decides: puts cards into the outbox and wakes the processes that send. */
export function openOutbox(url) {
  const log = createLog('warn', process.stderr);
  const pool = createPool({ url, max: 4, applicationName: 'branchline', log });
  const wakeups = new Wakeups({ pool, url, log });
  return {
    async emit(cards) {
      await emitEffects(
        sqlOfPool(pool),
        cards.map(({ key, branch, topic, text, priority }) =>
          cardPost({
            ...{ key, priority, correlationId: 'bench' },
            to: { branch, topic: TOPICS[topic] },
            html: html`${text}`,
          }),
        ),
      );
      wakeups.wake('outbox');
    },
    /** @throws when something was given up */
    async untilSent() {
      for (;;) {
        const { rows } = await pool.query(
          `select count(*) filter (where state in ('pending', 'sending'))::int as left,
                  count(*) filter (where state = 'failed')::int as failed from effects`,
        );
        if (rows[0].failed > 0) throw new Error(`${rows[0].failed} effects were given up`);
        if (rows[0].left === 0) return;
        await delay(LOOK_EVERY_MS);
      }
    },
    async close() {
      await wakeups.stop();
      await pool.end();
    },
  };
}
