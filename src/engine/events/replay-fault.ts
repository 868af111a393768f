import { BranchlineError } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { ConsumerDefinition, Transactions } from './consumer-definition.js';
import { unknownConsumer } from './consumer-errors.js';
import { storedError } from './consumer-failure.js';
import type { StreamEvent } from './read-events.js';

const findFaultSql = loadStatement(import.meta.url, './sql/find-fault.sql');
const holdConsumerSql = loadStatement(import.meta.url, './sql/hold-consumer.sql');
const noteFaultSql = loadStatement(import.meta.url, './sql/note-fault.sql');
const settleFaultSql = loadStatement(import.meta.url, './sql/settle-fault.sql');

/**
 * Has an event that a group gave up handled again, between two batches of the group and without moving it. What the
 * handler writes and the end of the fault are one transaction. A handler's error is noted with the fault and thrown.
 *
 * @throws `event.consumer_unknown`, `event.fault_unknown`
 */
export async function replayFault<Work>(
  deps: { sql: Sql; transactions: Transactions<Work> },
  definition: ConsumerDefinition<Work>,
  position: bigint,
): Promise<void> {
  const { name } = definition;
  const tried = { event: false };
  try {
    await deps.transactions.transact(async (work, sql) => {
      const group = await sql.rows(holdConsumerSql, [name]);
      if (group.length === 0) throw unknownConsumer(name);
      const [event] = await sql.rows<StreamEvent>(findFaultSql, [name, position]);
      if (event === undefined) throw unknownFault(name, position);
      tried.event = true;
      await definition.handle([event], work);
      await sql.rows(settleFaultSql, [name, position]);
    });
  } catch (error) {
    if (tried.event) await deps.sql.rows(noteFaultSql, [name, position, storedError(error)]);
    throw error;
  }
}

function unknownFault(name: string, position: bigint): BranchlineError {
  return new BranchlineError('event.fault_unknown', {
    retryable: false,
    message: `The consumer "${name}" has given up no event at ${position.toString()}`,
    details: { name, position: position.toString() },
  });
}
