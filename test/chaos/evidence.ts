import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GRAVE, type Finding } from './account/finding.js';
import type { Stand } from './stand/stand.js';

/** Small tables that mostly tell how something came about. */
const TABLES = [
  'jobs',
  'job_leases',
  'job_attempts',
  'finished_jobs',
  'events',
  'runs',
  'run_steps',
  'effects',
  'outbox_lanes',
  'cards',
  'topics',
  'telegram_chats',
  'event_consumers',
  'consumer_faults',
  'chaos_asked',
  'chaos_done',
];

/** Writes down what was found, and with anything grave in it also the tables and what Telegram was sent. */
export async function keepEvidence(stand: Stand, findings: readonly Finding[]): Promise<void> {
  const write = (name: string, lines: readonly unknown[]): void => {
    const text = lines.map((line) =>
      JSON.stringify(line, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    );
    writeFileSync(join(stand.folder, name), `${text.join('\n')}\n`);
  };
  write('findings.jsonl', findings);
  if (!findings.some(({ kind }) => GRAVE.some((grave) => grave === kind))) return;
  for (const table of TABLES) {
    const rows = await stand.database.rows<{ row: object }>(`select to_jsonb(t) as row from ${table} t`);
    write(
      `${table}.jsonl`,
      rows.map(({ row }) => row),
    );
  }
  const { telegram } = stand.playground;
  write('transcript.jsonl', telegram.control.transcript());
  write('calls.jsonl', telegram.seat.calls());
}
