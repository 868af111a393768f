import { readUmnicoWebhook } from '../../integrations/umnico/webhook.js';
import type { WebhookSender } from './sender.js';

/** `/webhooks/umnico`. Which branch a client's message is for is found out when it is worked on. */
export function umnicoSender(secret: string): WebhookSender {
  return {
    source: 'umnico',
    path: 'umnico',
    secretOf: () => secret,
    read(body, { receivedAt }) {
      const read = readUmnicoWebhook(body, receivedAt);
      if (read.ok !== true) return read;
      const { type, payload } = read.event;
      return {
        ok: true,
        events: [{ type, payload, branch: null, orderKey: `umnico:${payload.lead_id}` }],
      };
    },
  };
}
