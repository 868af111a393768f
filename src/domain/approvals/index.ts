export { exceptionState, findApproval, type Actor } from './approvals.js';
export {
  answerQuestion,
  expireQuestion,
  withdrawQuestions,
  type Answer,
  type Answered,
  type Answerer,
} from './answer.js';
export {
  askQuestion,
  ESCALATE_APPROVAL,
  escalateQuestion,
  EXPIRE_APPROVAL,
  type NewQuestion,
  type QuestionDeps,
} from './ask.js';
export { answerManager, askRequester, type Said } from './conversation.js';
export { verdictOf } from './decision.js';
export { answererOf, factsOf, type FactLine, type RequestFacts } from './facts.js';
export { fitThread } from './fit-thread.js';
export { requestKindOf, type ApprovalKind, type RequestKind } from './kinds.js';
export { rungsAbove, type Rung } from './ladder.js';
export { openApprovals } from './list.js';
export { wakesAt } from './quiet.js';
export { emitApprovalRequest, withdrawRequest, type ApprovalDeps, type NewRequest } from './request.js';
export { requestTitle } from './request-card.js';
export { decideRequest, expireRequest, type Settled } from './settle.js';
export { escalateApproval, TELL_OF_APPROVAL, tellOfApproval } from './tell.js';
export { questionOf, stepOfSubject, type StepOfRun } from './question.js';
