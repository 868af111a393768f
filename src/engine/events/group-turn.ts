import { sha256 } from '../../kernel/ids.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { unknownConsumer } from './consumer-errors.js';
import { storedGroupName, type AgentGroup } from './group-name.js';
import { readEvents, type StreamEvent, type StreamType } from './read-events.js';

const lookGroupSql = loadStatement(import.meta.url, './sql/look-group.sql');
const leaseGroupSql = loadStatement(import.meta.url, './sql/lease-group.sql');

export interface GroupRequest {
  /** The token of the lease, made by who asks; its hash is stored. */
  lease: string;
  /** Events at most. */
  count: number;
  leaseSeconds: number;
}

export type GroupTurn =
  | { kind: 'handed_out'; events: readonly StreamEvent[]; handedOutTo: bigint; leasedUntil: Date }
  /** Somebody reads it, for so long at most. */
  | { kind: 'leased'; forMs: number }
  /** All that was handed out with this lease is acknowledged. */
  | { kind: 'lease_used' }
  | { kind: 'none' }
  /** The next event waits for an older transaction. */
  | { kind: 'unsettled' }
  /** The group has changed meanwhile. */
  | { kind: 'moved' };

interface Look {
  position: bigint;
  types: readonly StreamType[] | null;
  handedOutTo: bigint | null;
  leaseUntil: Date | null;
  leasedForMs: number;
  lease: 'holds' | 'over' | 'used' | 'none';
  next: 'none' | 'unsettled' | 'ready';
}

/**
 * Hands out the next events of a group, if there are any and nobody has them. They are read without a lock and then
 * leased in one statement, which does nothing if the group has changed since. The same lease again, while it holds,
 * is handed out the same.
 *
 * @throws `event.consumer_unknown`
 */
export async function takeTurn(
  sql: Sql,
  group: AgentGroup,
  { lease, count, leaseSeconds }: GroupRequest,
): Promise<GroupTurn> {
  const [name, hash] = [storedGroupName(group), sha256(lease)];
  const [look] = await sql.rows<Look>(lookGroupSql, [name, hash]);
  if (look === undefined) throw unknownConsumer(group.name);
  const { position, types, handedOutTo, leaseUntil } = look;
  const read = (): Promise<StreamEvent[]> =>
    readEvents(sql, { after: position, limit: count, ...(types !== null && { types }) });
  if (look.lease === 'used') return { kind: 'lease_used' };
  if (look.lease === 'holds' && handedOutTo !== null && leaseUntil !== null) {
    const events = (await read()).filter((event) => event.position <= handedOutTo);
    return { kind: 'handed_out', events, handedOutTo, leasedUntil: leaseUntil };
  }
  if (look.leasedForMs > 0) return { kind: 'leased', forMs: look.leasedForMs };
  if (look.next !== 'ready') return { kind: look.next };
  const events = await read();
  const last = events.at(-1);
  if (last === undefined) return { kind: 'moved' };
  const typeList = types === null ? null : JSON.stringify(types);
  const [leased] = await sql.rows<{ leaseUntil: Date }>(leaseGroupSql, [
    ...[name, position, last.position, typeList],
    ...[hash, leaseSeconds],
  ]);
  if (leased === undefined) return { kind: 'moved' };
  return { kind: 'handed_out', events, handedOutTo: last.position, leasedUntil: leased.leaseUntil };
}
