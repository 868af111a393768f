export { approvalCard } from './card.js';
export { createExpireApprovalJob, EXPIRE_APPROVAL } from './expire-job.js';
export { pressApproval } from './press.js';
