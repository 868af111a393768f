import type { RubyValue } from './ruby-inspect.js';

/** Something that happened in RentProg: the branch whose webhook tells of it, and what it tells. */
export interface Change {
  companyId: number;
  event: string;
  payload: Record<string, RubyValue>;
}

export const untouchedByApi = { created_from_api: false, updated_from_api: false };

/** The record with this id; the recorded webhooks name only records that the company has. */
export function recordOf<T extends { id: number }>(records: T[], id: number): T {
  const record = records.find((candidate) => candidate.id === id);
  if (record === undefined) throw new RangeError(`RentProg has no record ${String(id)}`);
  return record;
}
