import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Channel, Effect } from './effect.js';

const peekSql = loadStatement(import.meta.url, './sql/peek.sql');
const peekTornSql = loadStatement(import.meta.url, './sql/peek-torn.sql');
const mergeableSql = loadStatement(import.meta.url, './sql/mergeable.sql');

/** Looked at in one go when they share a merge key; the rest of them comes after that. */
const MERGED_AT_MOST = 500;

/** What leaves a lane next: one effect, or several as one. */
export interface Departure {
  /** The one that is marked as being sent; it carries the payload of all. */
  lead: Effect;
  /** The others, which stay as they are until it has left. */
  merged: readonly Effect[];
  /** How urgent it is: as the most urgent of the lane. */
  priority: number;
}

/** What leaves the lane next, by urgency and age; with `torn` only what may have arrived. Null: there is nothing. */
export async function nextDeparture(
  lane: string,
  torn: boolean,
  deps: { sql: Sql; channels: ReadonlyMap<string, Channel> },
): Promise<Departure | null> {
  const [head] = await deps.sql.rows<Effect>(torn ? peekTornSql : peekSql, [lane]);
  if (head === undefined) return null;
  const channel = deps.channels.get(head.channel);
  if (channel?.merge === undefined || head.mergeKey === null) return alone(head);
  const others = await deps.sql.rows<Effect>(mergeableSql, [lane, head.mergeKey, head.id, MERGED_AT_MOST]);
  return mergeDeparture(head, others, channel, others.length < MERGED_AT_MOST);
}

/**
 * Joins the head of a lane with others of its merge key, which are given oldest first. Only what is older than all that
 * is left behind may go together: a card must not be changed back by an older state of it.
 */
export function mergeDeparture(
  head: Effect,
  others: readonly Effect[],
  channel: Pick<Channel, 'merge'>,
  /** There are no more than these. */
  isWhole: boolean,
): Departure {
  const newest = others.at(-1);
  if (newest === undefined || channel.merge === undefined) return alone(head);
  const candidates = [...others];
  if (isWhole || head.id < newest.id) {
    const place = others.findIndex((other) => other.id > head.id);
    candidates.splice(place === -1 ? others.length : place, 0, head);
  }
  const { payload, count } = channel.merge(candidates);
  const taken = candidates.slice(0, Math.max(1, count));
  // What may have arrived is sent again under its own name, or nobody would look for it.
  const lead = taken.includes(head) ? head : taken.at(-1);
  if (lead === undefined || (lead !== head && head.uncertain)) return alone(head);
  return { lead: { ...lead, payload }, merged: taken.filter((one) => one !== lead), priority: head.priority };
}

function alone(head: Effect): Departure {
  return { lead: head, merged: [], priority: head.priority };
}
