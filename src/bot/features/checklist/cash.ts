import { emitApprovalRequest } from '../../../domain/approvals/index.js';
import { recordCash, type Ending, type OpenChecklist } from '../../../domain/checklists/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import type { BotDeps } from '../../core/deps.js';
import { cashSubject, emitCashCard } from './cash-card.js';
import { RESULT_DECIDED } from './result-job.js';

/** The cash is handed in: a card in its topic; what is too little or too much is for a manager to decide. */
export async function finishCash(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  ending: Ending,
): Promise<void> {
  const { row } = open;
  const { correlationId } = ending;
  const { differences, expected, note } = await recordCash(work, open, ending);
  if (differences.length > 0)
    await emitApprovalRequest(work, deps, {
      kind: 'cash_difference',
      branch: row.branch,
      subject: cashSubject(row.id),
      reason: note ?? '',
      lines: [
        ...expected.map((amount) => ({ key: 'cash-line-expected', values: { amount: plain(amount) } })),
        ...differences.map((amount) => ({ key: 'cash-line-difference', values: { amount: plain(amount) } })),
      ],
      requestedBy: row.staffId,
      followUp: RESULT_DECIDED,
      correlationId,
    });
  await emitCashCard(work, row.id, deps, correlationId);
}

function plain({ minor, currency }: { minor: number; currency: string }) {
  return { minor, currency };
}
