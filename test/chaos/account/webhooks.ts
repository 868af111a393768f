import type { Delivery } from '../load/webhooks.js';
import type { CampaignDatabase } from '../stand/database.js';
import type { Finding } from './finding.js';

interface EventRow {
  id: string;
  type: string;
  branch: string;
  raw: string;
}

/** Every webhook that was acknowledged is one event (a moved car is two of different types), whoever was told what. */
export async function accountForWebhooks(
  database: CampaignDatabase,
  deliveries: readonly Delivery[],
): Promise<Finding[]> {
  const events = await database.rows<EventRow>(
    'select id::text, type, branch, raw from events where raw is not null order by position',
  );
  const byBody = new Map<string, EventRow[]>();
  for (const event of events) {
    const body = `${event.branch} ${event.raw}`;
    byBody.set(body, [...(byBody.get(body) ?? []), event]);
  }
  return deliveries.flatMap((delivery): Finding[] => {
    const stored = byBody.get(`${delivery.branch} ${delivery.body}`) ?? [];
    const types = new Set(stored.map(({ type }) => type));
    const known = new Set(stored.map(({ id }) => id));
    const evidence = { delivery, stored };
    if (delivery.acknowledgedAt === undefined)
      return [{ kind: 'stuck', what: 'a webhook was never acknowledged', evidence }];
    if (stored.length === 0)
      return [{ kind: 'lost', what: 'an acknowledged webhook has no event', evidence }];
    if (types.size < stored.length)
      return [{ kind: 'repeated', what: 'a webhook is several events', evidence }];
    if (new Set(delivery.eventIds).size > 1 || delivery.eventIds.some((id) => !known.has(id)))
      return [{ kind: 'repeated', what: 'a webhook was acknowledged as different events', evidence }];
    return [];
  });
}
