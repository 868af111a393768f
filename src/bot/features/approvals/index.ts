export { EXPIRE_APPROVAL } from '../../../domain/approvals/index.js';
export { approvalCard } from './card.js';
export { createEscalateApprovalJob } from './escalate-job.js';
export { createExpireApprovalJob } from './expire-job.js';
export { pressApproval } from './press.js';
