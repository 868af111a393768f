export { editableChat, findChat, readableChat, writableChat, type Target } from './access.js';
export { commandsFor, commandsKey, type CommandScope } from './commands.js';
export { botMember, groupObject, memberObject, userOrBot } from './describe.js';
export { deleteMessages, edit, editableMessage } from './editing.js';
export { placeForBot, withoutUndefined, type Place } from './place.js';
export { sendAsBot, sendAsUser, serviceMessage } from './sending.js';
export {
  changeableTopic,
  createTopic,
  deleteTopic,
  forumOf,
  renameTopic,
  setTopicClosed,
  type Forum,
} from './topics.js';
