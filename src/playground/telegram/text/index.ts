export { findBotCommands } from './bot-commands.js';
export { captionText, messageText, type FormattedText } from './formatted-text.js';
export { readReplyMarkup, type ReplyMarkup } from './reply-markup.js';
