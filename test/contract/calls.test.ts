import { describe, expect, it } from 'vitest';
import { checkCalls, readBotApiSpec, type LoggedCall } from '../support/bot-api-spec.js';

const spec = readBotApiSpec();
if (spec === undefined) console.warn('skipped: the Bot API specification is not there');

const chat = { chat_id: -1_001_234_567_890 };
const button = (data: string): object => ({
  inline_keyboard: [[{ text: 'Да', callback_data: data, style: 'success' }]],
});

/** Calls of every method that the product uses, in the forms in which it uses them. */
const good: LoggedCall[] = [
  { method: 'getMe', params: {} },
  { method: 'deleteWebhook', params: {} },
  { method: 'getUpdates', params: { offset: 0, timeout: 25, limit: 100, allowed_updates: ['message'] } },
  {
    method: 'setWebhook',
    params: { url: 'https://bot.example.com/telegram', secret_token: 'x'.repeat(256) },
  },
  {
    method: 'setMyCommands',
    params: {
      commands: [{ command: 'plan', description: 'Ближайшие выдачи' }],
      scope: { type: 'all_private_chats' },
      language_code: 'ru',
    },
  },
  {
    method: 'sendMessage',
    params: {
      ...chat,
      text: `<b>${'&lt;'.repeat(4096)}</b>`,
      parse_mode: 'HTML',
      message_thread_id: 17,
      reply_markup: button('x'.repeat(64)),
      link_preview_options: { is_disabled: true },
    },
  },
  {
    method: 'editMessageText',
    params: { ...chat, message_id: 7, text: '😀'.repeat(4096), reply_markup: undefined },
  },
  { method: 'editMessageReplyMarkup', params: { ...chat, message_id: 7 } },
  { method: 'deleteMessage', params: { ...chat, message_id: 7 } },
  {
    method: 'answerCallbackQuery',
    params: { callback_query_id: '1', text: 'я'.repeat(200), show_alert: true },
  },
  { method: 'createForumTopic', params: { ...chat, name: '🚗'.repeat(128) } },
  { method: 'editForumTopic', params: { ...chat, message_thread_id: 17, name: 'AA123BB' } },
  { method: 'reopenForumTopic', params: { ...chat, message_thread_id: 17 } },
  { method: 'sendPhoto', params: { ...chat, photo: 'file-id', caption: '<i>Фото</i>', parse_mode: 'HTML' } },
  { method: 'sendDocument', params: { ...chat, document: { file_name: 'photo.jpg', size: 100 } } },
  {
    method: 'sendMediaGroup',
    params: { ...chat, media: [1, 2].map((id) => ({ type: 'photo', media: `file-${id}` })) },
  },
  // As in a form, where everything is text.
  {
    method: 'sendMediaGroup',
    params: {
      ...chat,
      message_thread_id: '17',
      media: '[{"type":"document","media":"a"},{"type":"document","media":"b"}]',
    },
  },
  { method: 'getFile', params: { file_id: 'file-id' } },
];

const bad: [string, LoggedCall, string][] = [
  ['an unknown method', { method: 'sendTelepathy', params: {} }, 'sendTelepathy: no such method'],
  [
    'a misspelt parameter',
    { method: 'getFile', params: { file_id: 'x', fileId: 'x' } },
    'getFile.fileId: no such parameter',
  ],
  ['a missing parameter', { method: 'getFile', params: {} }, 'getFile.file_id: is required'],
  [
    'an undefined parameter',
    { method: 'sendMessage', params: { ...chat, text: undefined } },
    'sendMessage.text: is required',
  ],
  [
    'a value of another type',
    { method: 'deleteMessage', params: { ...chat, message_id: 'seven' } },
    'deleteMessage.message_id: is no Integer: "seven"',
  ],
  [
    'a text that is too long once its markup is taken away',
    { method: 'sendMessage', params: { ...chat, text: `<b>${'x'.repeat(4097)}</b>`, parse_mode: 'HTML' } },
    'sendMessage.text: 4097 is not within 1-4096 characters',
  ],
  [
    'a text of nothing but markup',
    { method: 'sendMessage', params: { ...chat, text: '<b></b>', parse_mode: 'HTML' } },
    'sendMessage.text: 0 is not within 1-4096 characters',
  ],
  [
    'a text whose tags are no markup',
    { method: 'editMessageText', params: { ...chat, message_id: 7, text: `<b>${'x'.repeat(4090)}</b>` } },
    'editMessageText.text: 4097 is not within 1-4096 characters',
  ],
  [
    'a button over 64 bytes, though of 33 characters',
    { method: 'sendMessage', params: { ...chat, text: 'x', reply_markup: button('я'.repeat(33)) } },
    'sendMessage.reply_markup.inline_keyboard[0][0].callback_data: 66 is not within 1-64 bytes',
  ],
  [
    'a button without a label',
    {
      method: 'sendMessage',
      params: { ...chat, text: 'x', reply_markup: { inline_keyboard: [[{ url: 'https://t.me' }]] } },
    },
    'sendMessage.reply_markup.inline_keyboard[0][0].text: is required',
  ],
  [
    'a name of a topic that is too long',
    { method: 'createForumTopic', params: { ...chat, name: 'x'.repeat(129) } },
    'createForumTopic.name: 129 is not within 1-128 characters',
  ],
  [
    'an answer that is too long',
    { method: 'answerCallbackQuery', params: { callback_query_id: '1', text: 'x'.repeat(201) } },
    'answerCallbackQuery.text: 201 is not within 0-200 characters',
  ],
  [
    'an album of one',
    { method: 'sendMediaGroup', params: { ...chat, media: [{ type: 'photo', media: 'a' }] } },
    'sendMediaGroup.media: 1 is not within 2-10 items',
  ],
  [
    'a caption that is too long, inside of an album',
    {
      method: 'sendMediaGroup',
      params: {
        ...chat,
        media: [1, 2].map(() => ({ type: 'photo', media: 'a', caption: 'x'.repeat(1025) })),
      },
    },
    'sendMediaGroup.media[0].caption: 1025 is not within 0-1024 characters',
  ],
  [
    'more updates than can be asked for',
    { method: 'getUpdates', params: { limit: 101 } },
    'getUpdates.limit: 101 is not within 1-100',
  ],
  [
    'an unknown scope',
    { method: 'setMyCommands', params: { commands: [], scope: { type: 'everybody' } } },
    'setMyCommands.scope.type: must be ',
  ],
];

describe.skipIf(spec === undefined)('a call of the Bot API', () => {
  it.each(good)('$method as the product makes it agrees with the specification', (call) => {
    expect(checkCalls([call], spec!)).toEqual([]);
  });

  it.each(bad)('with %s is found out', (_, call, fault) => {
    const faults = checkCalls([call], spec!);
    expect(
      faults.some((one) => one.startsWith(fault)),
      faults.join('\n'),
    ).toBe(true);
  });

  it('with a fault that many calls have is named once', () => {
    const call = { method: 'getFile', params: {} };
    expect(checkCalls([call, ...good, call], spec!)).toEqual(['getFile.file_id: is required']);
  });
});
