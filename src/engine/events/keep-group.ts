import { BranchlineError } from '../../kernel/errors.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import { groupsOf, storedGroupName, type AgentGroup } from './group-name.js';
import { storedTypes } from './group-types.js';
import type { StreamType } from './read-events.js';
import { positionOfTarget, type SeekTarget } from './seek-consumer.js';

const countGroupsSql = loadStatement(import.meta.url, './sql/count-groups.sql');
const makeGroupSql = loadStatement(import.meta.url, './sql/make-group.sql');
const changeGroupSql = loadStatement(import.meta.url, './sql/change-group.sql');
const forgetGroupSql = loadStatement(import.meta.url, './sql/forget-group.sql');

/** An agent that makes a group at every start would fill the table, and every group has its lag counted. */
const MOST_GROUPS = 100;

export interface GroupWish {
  /** Null: the owner has no row in `api_agents`. */
  agentId: string | null;
  /** Where a group that is new begins; one that is there stays where it is. */
  from: SeekTarget;
  /** Null: all but what is in quarantine. */
  types: readonly StreamType[] | null;
}

/**
 * Sees to it that there is such a group; other types than it has replace them and end its lease. In a transaction.
 *
 * @throws `event.position_invalid`, `event.position_in_future`, `event.too_many_groups`
 */
export async function keepGroup(
  sql: Sql,
  group: AgentGroup,
  { agentId, from, types }: GroupWish,
): Promise<'made' | 'changed' | 'same'> {
  const [stored, listed] = [storedGroupName(group), storedTypes(types)];
  const position = await positionOfTarget(sql, from);
  const made = await sql.rows(makeGroupSql, [stored, agentId, position, listed]);
  if (made.length === 0)
    return (await sql.rows(changeGroupSql, [stored, listed])).length > 0 ? 'changed' : 'same';
  const [has] = await sql.rows<{ groups: number }>(countGroupsSql, [groupsOf(group.owner)]);
  if (has !== undefined && has.groups > MOST_GROUPS) throw tooManyGroups();
  return 'made';
}

/** Answers whether there was one. */
export async function forgetGroup(sql: Sql, group: AgentGroup): Promise<boolean> {
  return (await sql.rows(forgetGroupSql, [storedGroupName(group)])).length > 0;
}

function tooManyGroups(): BranchlineError {
  return new BranchlineError('event.too_many_groups', {
    retryable: false,
    message: `an agent can have ${MOST_GROUPS} groups; forget those that nobody reads any more`,
  });
}
