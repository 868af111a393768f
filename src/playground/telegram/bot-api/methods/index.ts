import type { BotMethod } from '../method.js';
import { callbackMethods } from './callbacks.js';
import { chatMethods } from './chats.js';
import { commandMethods } from './commands.js';
import { copyMethods } from './copies.js';
import { editMethods } from './edits.js';
import { fileMethods } from './files.js';
import { inlineMethods } from './inline.js';
import { mediaMethods } from './media.js';
import { messageMethods } from './messages.js';
import { pinMethods } from './pins.js';
import { reactionMethods } from './reactions.js';
import { topicMethods } from './topics.js';
import { updateMethods } from './updates.js';

/** Every method that the emulator offers. */
export const botMethods: readonly BotMethod[] = [
  ...updateMethods,
  ...messageMethods,
  ...mediaMethods,
  ...editMethods,
  ...copyMethods,
  ...pinMethods,
  ...callbackMethods,
  ...inlineMethods,
  ...reactionMethods,
  ...fileMethods,
  ...chatMethods,
  ...topicMethods,
  ...commandMethods,
];
