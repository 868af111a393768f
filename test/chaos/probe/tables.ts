import type { CampaignDatabase } from '../stand/database.js';

/**
 * What the probes write down, without any key that would hide a repetition: which jobs were asked for, which were done,
 * which events each group has handled. `calm` tells them that the campaign is over.
 */
const TABLES = `
  create table chaos_asked (name text primary key, kind text not null, cancelled boolean not null default false);
  create table chaos_done (place bigint generated always as identity, name text not null);
  create table chaos_seen (
    place bigint generated always as identity, consumer text not null, position bigint not null, event_id uuid not null
  );
  create table chaos_calm (since timestamptz not null default now());
`;

export async function prepareProbe(database: CampaignDatabase): Promise<void> {
  await database.rows(TABLES);
}

/** From now on the probes ask for nothing new, and bring to its end what they have begun. */
export async function calmProbes(database: CampaignDatabase): Promise<void> {
  await database.rows('insert into chaos_calm default values');
}
