export {
  decideApproval,
  exceptionState,
  expireApproval,
  findApproval,
  requestApproval,
  withdrawApproval,
  type Actor,
  type Decided,
} from './approvals.js';
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
export { decisionKeyboard, verdictOf } from './decision.js';
export { questionOf, stepOfSubject, type StepOfRun } from './question.js';
