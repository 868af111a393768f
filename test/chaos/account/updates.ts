import type { Deed } from '../load/people.js';
import type { CampaignDatabase } from '../stand/database.js';
import type { Finding } from './finding.js';

/** Everything that somebody wrote was stored once, and handled; that it was not handled twice is checked with the work. */
export async function accountForUpdates(
  database: CampaignDatabase,
  deeds: readonly Deed[],
): Promise<Finding[]> {
  const rows = await database.rows<{ chat: string; message: string; times: number; handled: number }>(`
    select u.body -> 'message' -> 'chat' ->> 'id' as chat, u.body -> 'message' ->> 'message_id' as message,
           count(*)::int as times, count(f.id)::int as handled
    from telegram_updates u
    left join finished_jobs f on f.kind = 'telegram.update' and f.outcome = 'done'
                             and f.payload ->> 'updateId' = u.update_id::text
    where u.body ? 'message'
    group by 1, 2`);
  const byMessage = new Map(rows.map((row) => [`${row.chat} ${row.message}`, row]));
  return deeds.flatMap((deed): Finding[] => {
    if (deed.messageId === null) return [];
    const stored = byMessage.get(`${deed.chat} ${deed.messageId}`);
    if (stored === undefined)
      return [{ kind: 'lost', what: 'a message of a person was not stored', evidence: deed }];
    if (stored.times > 1)
      return [
        { kind: 'repeated', what: 'a message of a person was stored twice', evidence: { deed, stored } },
      ];
    return [];
  });
}
