import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { editedReplies } from './edited.js';
import { textsOfOthers } from './not-staff.js';
import { pressMessage } from './press-message.js';
import { pressAssign, pressChat, pressMove, showPeople } from './press.js';
import { createReadJob } from './read-job.js';
import { createSendJob } from './send-job.js';
import { takeTopicMessage } from './topic.js';
import { createWakeChatJob } from './wake-job.js';

export { createChatReader } from './reader.js';

/** Chats with clients, each a topic of its own: what staff write there goes to the client. */
export function clientChatsFeature(deps: BotDeps): Feature {
  return {
    presses: {
      'chat.message': { permission: 'chat.answer', handle: (ctx, press) => pressMessage(ctx, press, deps) },
      chat: { permission: 'chat.answer', handle: (ctx, press) => pressChat(ctx, press, deps) },
      'chat.people': { permission: 'chat.answer', handle: (ctx, press) => showPeople(ctx, press, deps) },
      'chat.assign': { permission: 'chat.answer', handle: (ctx, press) => pressAssign(ctx, press, deps) },
      'chat.move': { permission: 'chat.move', handle: (ctx, press) => pressMove(ctx, press, deps) },
    },
    takeGroupMessage: (ctx) => takeTopicMessage(ctx, deps),
    door: textsOfOthers(deps),
    others: editedReplies(deps),
    jobs: [createReadJob(deps), createSendJob(deps), createWakeChatJob(deps)],
  };
}
