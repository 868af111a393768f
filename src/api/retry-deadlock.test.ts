import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../test/support/database.js';
import { gate } from '../../test/support/jobs.js';
import { retryDeadlock } from './retry-deadlock.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.prisma.apiAgent.createMany({ data: [{ name: 'a' }, { name: 'b' }] });
});

afterAll(() => database.close());

it('of two transactions that wait for each other both are made, one of them again', async () => {
  let begun = 0;
  const both = gate();
  const touch = (first: string, second: string) =>
    retryDeadlock(() =>
      database.prisma.$transaction(async (tx) => {
        begun += 1;
        await tx.apiAgent.update({ where: { name: first }, data: { requestsPerMinute: { increment: 1 } } });
        if (begun === 2) both.open();
        await both.opened;
        await tx.apiAgent.update({ where: { name: second }, data: { requestsPerMinute: { increment: 1 } } });
      }),
    );
  await Promise.all([touch('a', 'b'), touch('b', 'a')]);
  const counts = await database.rows(`select requests_per_minute - 600 as n from api_agents`);
  expect(counts).toEqual([{ n: 2 }, { n: 2 }]);
  expect(begun).toBe(3);
});

it('what fails otherwise is not made again', async () => {
  let times = 0;
  const failing = retryDeadlock(() => {
    times += 1;
    return Promise.reject(new Error('no'));
  });
  await expect(failing).rejects.toThrow('no');
  expect(times).toBe(1);
});
