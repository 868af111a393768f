export { ANSWER_LIMIT, answerChat, type AnswerOutcome, type NewAnswer } from './answer.js';
export { changeChat, type ChatChange, type ChatOutcome } from './change.js';
export type { ChatDeps } from './deps.js';
export { followClientChat } from './follow.js';
export { CHAT_READ, CHAT_SEND, CHAT_WAKE, type ChatRead, type ChatSend, type ChatWake } from './jobs.js';
export { messageToRead, storeReading } from './read.js';
export { intents, type Intent, type Reading, type Urgency } from './reading.js';
export { readByRules } from './rules.js';
export {
  beginSending,
  endSending,
  enqueueSend,
  markBegun,
  retrySending,
  unbegin,
  type Sending,
  type SendingEnd,
} from './sending.js';
export { messageCardKey, showChat } from './show.js';
export { answerersIn, chatOfTopic, findChat, findChatOfMessage, umnicoUrl } from './store.js';
export type { ChatMode } from './view.js';
export { wakeChat } from './wake.js';
