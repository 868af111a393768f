import { defineConfig } from 'vitest/config';

/** The tests of the logic that needs no database. */
export default defineConfig({
  test: {
    include: [
      'src/engine/outbox/{pace,lane-state,departure}.test.ts',
      'src/engine/jobs/prefetch.test.ts',
      'src/kernel/backoff.test.ts',
      'src/delivery/telegram/{merge,pace}.test.ts',
    ],
  },
});
