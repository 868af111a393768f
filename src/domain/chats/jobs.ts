/** Asks the model what a client's message means. */
export const CHAT_READ = 'chat.read';
export interface ChatRead {
  messageId: string;
}

/** Sends a reply to the client. */
export const CHAT_SEND = 'chat.send';
export interface ChatSend {
  messageId: string;
}

/** Brings a snoozed chat before people again. */
export const CHAT_WAKE = 'chat.wake';
export interface ChatWake {
  chatId: string;
  /** ISO time until which it was snoozed: one that was snoozed anew has a timer of its own. */
  at: string;
}
