import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, FORUM, GIORGI, NINO, refusal, run, type Running } from '../emulator-for-tests.js';
import { messageKinds } from './kinds.js';

let running: Running;

beforeEach(async () => {
  running = await run();
});

afterEach(() => running.emulator.close());

const article = (id: string): object => ({
  ...{ type: 'article', id, title: 'A car' },
  input_message_content: { message_text: '<b>A car</b>', parse_mode: 'HTML' },
  reply_markup: { inline_keyboard: [[{ text: 'Open', url: 'https://t.me/jarvis_test_bot?start=car-1' }]] },
});

/** The updates that the bot has not taken yet. */
async function updates(): Promise<Record<string, Record<string, unknown>>[]> {
  const { body } = await call(running, 'getUpdates', { timeout: 0 });
  return body['result'] as Record<string, Record<string, unknown>>[];
}

async function askedId(): Promise<string> {
  const [update] = await updates();
  return String(update?.['inline_query']?.['id']);
}

describe('an inline query', () => {
  it('is an update with who asks, what and where, and waits for its answer', async () => {
    const { seat } = running.emulator;
    const asking = seat.askInline({ user: NINO, query: 'AA123', chat_type: 'group' });
    const [update] = await updates();
    expect(update?.['inline_query']).toMatchObject({
      ...{ from: { id: NINO, language_code: 'ka' }, query: 'AA123', offset: '', chat_type: 'group' },
    });
    const id = String(update?.['inline_query']?.['id']);
    const answer = { inline_query_id: id, results: [article('car-1')], cache_time: 5, is_personal: true };
    expect(await refusal(running, 'answerInlineQuery', answer)).toBe('ok');
    expect(await asking).toMatchObject({ answered: true, cache_time: 5, is_personal: true });
    expect(await refusal(running, 'answerInlineQuery', answer)).toMatch(/query is too old/);
  });

  it('refuses what Telegram refuses', async () => {
    void running.emulator.seat.askInline({ user: NINO, query: '' });
    const inline_query_id = await askedId();
    const told = (results: unknown, id = inline_query_id): Promise<unknown> =>
      refusal(running, 'answerInlineQuery', { inline_query_id: id, results });
    expect(await told([], 'unknown')).toMatch(/query ID is invalid/);
    expect(await told([article('a'), article('a')])).toMatch(/RESULT_ID_DUPLICATE/);
    expect(await told([article('x'.repeat(65))])).toMatch(/RESULT_ID_INVALID/);
    expect(await told(Array.from({ length: 51 }, (_, n) => article(String(n))))).toMatch(/RESULTS_TOO_MUCH/);
    expect(await told([{ ...article('a'), title: '' }])).toMatch(/ARTICLE_TITLE_EMPTY/);
    expect(await told([{ type: 'photo', id: 'a' }])).toMatch(/^Bad Request/);
    expect(await told([])).toBe('ok');
  });

  it('has results that people send; others send nothing of them', async () => {
    const { seat } = running.emulator;
    const asking = seat.askInline({ user: NINO, query: 'AA' });
    const results = [article('car-1')];
    await call(running, 'answerInlineQuery', { inline_query_id: await askedId(), results });
    const { id: inline_query_id } = await asking;
    const sent = seat.chooseInline({ user: NINO, chat: FORUM, inline_query_id, result_id: 'car-1' });
    expect(sent).toMatchObject({ text: 'A car', via_bot: { is_bot: true }, from: { id: NINO } });
    const choose = (choice: object) => () =>
      seat.chooseInline({ user: NINO, chat: FORUM, inline_query_id, result_id: 'car-1', ...choice });
    expect(choose({ user: GIORGI })).toThrow(/no result/);
    expect(choose({ result_id: 'car-2' })).toThrow(/no result/);
  });
});

describe('messages of other kinds', () => {
  it.each(messageKinds)('%s: comes to the bot with its content', async (kind) => {
    running.emulator.seat.sendKind({ user: NINO, chat: NINO, kind });
    const [update] = await updates();
    expect(update?.['message']).toHaveProperty(kind);
    expect(update?.['message']).not.toHaveProperty('forward_origin');
  });

  it('may be passed on, and say from whom', async () => {
    const { seat } = running.emulator;
    seat.sendKind({ user: NINO, chat: NINO, kind: 'voice', forwarded_from: 'A client' });
    seat.sendMessage({ user: NINO, chat: NINO, text: 'hello', forwarded_from: 'A client' });
    for (const { message } of (await updates()) as { message: object }[])
      expect(message).toMatchObject({
        forward_origin: { type: 'hidden_user', sender_user_name: 'A client' },
      });
  });
});
