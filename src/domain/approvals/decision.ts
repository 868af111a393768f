import type { Translate } from '../../platform/i18n/index.js';
import type { Approval } from '../../platform/prisma/index.js';
import { encodeCallback, type Button } from '../posts/index.js';

/** How it came out, for a card; undefined while it is open. */
export function verdictOf(
  { state }: Approval,
  t: Translate,
  decided: { name: string; at: string },
): string | undefined {
  const { at } = decided;
  const verdicts: Readonly<Record<string, string>> = {
    approved: `✅ ${t('approval-approved', decided)}`,
    rejected: `❌ ${t('approval-rejected', decided)}`,
    expired: `⌛ ${t('approval-expired', { at })}`,
    withdrawn: `↩️ ${t('approval-withdrawn', { at })}`,
  };
  return verdicts[state];
}

/** What is below the card: nothing any more once it is decided. */
export function decisionKeyboard({ id: approvalId, state }: Approval, t: Translate): Button[][] {
  if (state !== 'pending') return [];
  return [
    [
      {
        text: t('button-approve'),
        data: encodeCallback({ action: 'approval', approvalId, decision: 'approve' }),
        style: 'success',
      },
      {
        text: t('button-reject'),
        data: encodeCallback({ action: 'approval', approvalId, decision: 'reject' }),
        style: 'danger',
      },
    ],
  ];
}
