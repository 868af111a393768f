import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { consumerLag, type ConsumerLag } from './consumer-lag.js';
import { groupsOf, shownGroupName, storedGroupName, type AgentGroup } from './group-name.js';
import type { StreamType } from './read-events.js';

const listGroupsSql = loadStatement(import.meta.url, './sql/list-groups.sql');

/** A group as it stands. The types of the product's own are in the program, so its lag is counted over all. */
export interface ListedGroup extends ConsumerLag {
  /** Null: the product's own. */
  owner: string | null;
  position: bigint;
  /** Null: all but what is in quarantine. */
  types: readonly StreamType[] | null;
  /** Null: nobody reads it now. */
  leasedUntil: Date | null;
}

type GroupRow = Pick<ListedGroup, 'position' | 'types' | 'leasedUntil'> & { name: string };

/** The groups of `owner`, or with null of everybody and the product's own. */
export async function listGroups(
  sql: Sql,
  owner: string | null,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ groups: ListedGroup[]; total: number }> {
  return list(sql, [null, owner === null ? '' : groupsOf(owner), limit, offset]);
}

export async function findGroup(sql: Sql, group: AgentGroup): Promise<ListedGroup | undefined> {
  const { groups } = await list(sql, [storedGroupName(group), '', 1, 0]);
  return groups[0];
}

async function list(
  sql: Sql,
  values: readonly [name: string | null, prefix: string, limit: number, offset: number],
): Promise<{ groups: ListedGroup[]; total: number }> {
  const found = await sql.rows<(GroupRow | { name: null }) & { total: number }>(listGroupsSql, values);
  const rows = found.filter((row) => row.name !== null);
  const lags = await consumerLag(
    sql,
    rows.map(({ name, types }) => ({ name, ...(types !== null && { types }) })),
  );
  const groups = rows.flatMap(({ name, position, types, leasedUntil }) => {
    const lag = lags.find((one) => one.name === name);
    // Forgotten between the two statements.
    return lag === undefined ? [] : [{ ...lag, ...shownGroupName(name), position, types, leasedUntil }];
  });
  return { groups, total: found[0]?.total ?? 0 };
}
