import { normaliseRentProgWebhook } from '../../integrations/rentprog/webhook.js';
import { orderKeyOf, type RentProgBranches } from './rentprog-branches.js';
import type { WebhookSender } from './sender.js';

/** `/webhooks/rentprog/:branch`. */
export function rentprogSender(deps: { branches: RentProgBranches; timezone: string }): WebhookSender {
  const { branches, timezone } = deps;
  const companyIds = new Map(
    Object.entries(branches).map(([branch, { companyId }]) => [companyId, branch] as const),
  );
  return {
    source: 'rentprog',
    path: 'rentprog/:branch',
    secretOf: (branch) => (Object.hasOwn(branches, branch) ? branches[branch]?.webhookSecret : undefined),
    read(body, { branch, receivedAt }) {
      const normalised = normaliseRentProgWebhook(body, { branch, companyIds, receivedAt, timezone });
      if (!normalised.ok) return { ok: false, reason: normalised.reason.message };
      return {
        ok: true,
        events: normalised.events.map(({ type, payload }) => ({
          ...{ type, payload, branch, orderKey: orderKeyOf({ type, payload }) },
        })),
      };
    },
  };
}
