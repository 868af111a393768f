export {
  decideApproval,
  exceptionState,
  expireApproval,
  findApproval,
  requestApproval,
  withdrawApproval,
  type Decided,
} from './approvals.js';
