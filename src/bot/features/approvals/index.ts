import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { createEscalateApprovalJob } from './escalate-job.js';
import { createExpireApprovalJob } from './expire-job.js';
import { pressApproval } from './press.js';

export { EXPIRE_APPROVAL } from '../../../domain/approvals/index.js';
export { approvalCard } from './card.js';

export function approvalsFeature(deps: BotDeps): Feature {
  return {
    presses: {
      approval: {
        permission: ['approval.decide', 'approval.decide.as_staff'],
        handle: (ctx, press) => pressApproval(ctx, press, deps),
      },
    },
    jobs: [createExpireApprovalJob(deps), createEscalateApprovalJob(deps)],
  };
}
