import { BranchlineError } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/ids.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { unknownConsumer } from './consumer-errors.js';
import { storedGroupName, type AgentGroup } from './group-name.js';

const acknowledgeGroupSql = loadStatement(import.meta.url, './sql/acknowledge-group.sql');
const findLeaseSql = loadStatement(import.meta.url, './sql/find-lease.sql');
const releaseGroupSql = loadStatement(import.meta.url, './sql/release-group.sql');

/** Where a group stands after an acknowledgement; `leasedUntil` is of the rest, null when there is none. */
export interface Acknowledged {
  position: bigint;
  leasedUntil: Date | null;
}

/**
 * Moves the group's position over what was handed out with `lease`, up to `upTo` or, with null, over all of it. The
 * lease is the fence, not its time: one that ran out still counts until the events are handed out again. The same
 * again changes nothing.
 *
 * @throws `event.consumer_unknown`, `event.lease_lost`, `event.position_not_handed_out`
 */
export async function acknowledge(
  sql: Sql,
  group: AgentGroup,
  { lease, upTo }: { lease: string; upTo: bigint | null },
): Promise<Acknowledged> {
  const [name, hash] = [storedGroupName(group), sha256(lease)];
  const [acknowledged] = await sql.rows<Acknowledged>(acknowledgeGroupSql, [name, hash, upTo]);
  if (acknowledged !== undefined) return acknowledged;
  const [found] = await sql.rows<{ handedOutTo: bigint | null }>(findLeaseSql, [name, hash]);
  if (found === undefined) throw unknownConsumer(group.name);
  if (found.handedOutTo === null || upTo === null || upTo <= found.handedOutTo) throw leaseLost();
  throw new BranchlineError('event.position_not_handed_out', {
    retryable: false,
    message: `this lease handed events out up to ${found.handedOutTo}, not ${upTo}`,
  });
}

/**
 * Gives back what was not acknowledged; answers false when the lease had ended before, which is the same to who had it.
 *
 * @throws `event.consumer_unknown`
 */
export async function release(sql: Sql, group: AgentGroup, lease: string): Promise<boolean> {
  const [name, hash] = [storedGroupName(group), sha256(lease)];
  if ((await sql.rows(releaseGroupSql, [name, hash])).length > 0) return true;
  if ((await sql.rows(findLeaseSql, [name, hash])).length === 0) throw unknownConsumer(group.name);
  return false;
}

function leaseLost(): BranchlineError {
  return new BranchlineError('event.lease_lost', {
    retryable: false,
    message: 'this lease is lost: its events were, or will be, handed out again. Nothing was acknowledged.',
  });
}
