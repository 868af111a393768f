import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soon } from '../../../../test/support/eventually.js';
import { call, FORUM, NINO, refusal, run, type Running } from '../emulator-for-tests.js';

describe('rules of what goes wrong', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.emulator.close());

  const message = { chat_id: FORUM, text: 'x' };

  function sent(): number {
    return running.emulator.seat.messages({ user: NINO, chat: FORUM }).length;
  }

  function sendUntil(signal: AbortSignal): Promise<Response> {
    const { url, token } = running.emulator;
    return fetch(`${url}/bot${token}/sendMessage?chat_id=${FORUM}&text=x`, { signal });
  }

  it('answer with a status in the words of Telegram', async () => {
    running.emulator.control.addFaults([
      { fault: 'status', times: 1, code: 429, parameters: { retry_after: 7 } },
      { fault: 'status', times: 1, code: 500 },
      { fault: 'status', times: 1, code: 502 },
      { fault: 'status', times: 1, code: 403 },
    ]);
    const answers = [];
    for (let index = 0; index < 5; index += 1) answers.push(await call(running, 'sendMessage', message));
    expect(answers.map(({ status, body }) => [status, body['description'], body['parameters']])).toEqual([
      [429, 'Too Many Requests: retry after 7', { retry_after: 7 }],
      [500, 'Internal Server Error', undefined],
      [502, 'Bad Gateway', undefined],
      [403, 'Forbidden: bot was kicked from the supergroup chat', undefined],
      [200, undefined, undefined],
    ]);
    expect(sent()).toBe(1);
    // Those after the 429 came before its seven seconds were over.
    expect(running.emulator.control.statistics()).toMatchObject({ faults: { status: 4 }, violations: 1 });
  });

  it('strike the methods and chats that they name, and never a poll unless it is named', async () => {
    const { control } = running.emulator;
    control.addFaults([{ fault: 'status', code: 500, method: 'edit.*|sendPhoto' }]);
    expect(await refusal(running, 'sendMessage', message)).toBe('ok');
    expect(await refusal(running, 'EDITMESSAGETEXT', message)).toBe('Internal Server Error');
    control.clearFaults();
    control.addFaults([{ fault: 'status', code: 500, chatId: FORUM }]);
    expect(await refusal(running, 'getMe', {})).toBe('ok');
    expect(await refusal(running, 'sendMessage', message)).toBe('Internal Server Error');
    control.clearFaults();
    control.addFaults([{ fault: 'status', code: 500 }]);
    expect(await refusal(running, 'getUpdates', {})).toBe('ok');
    expect(await refusal(running, 'getMe', {})).toBe('Internal Server Error');
    control.addFaults([{ fault: 'status', code: 502, method: 'getUpdates' }]);
    expect(await refusal(running, 'getUpdates', {})).toBe('Bad Gateway');
  });

  it('strike by chance the same calls with the same seed', async () => {
    const { control } = running.emulator;
    async function struck(seed: number): Promise<string> {
      control.clearFaults();
      control.addFaults([{ fault: 'status', code: 500, probability: 0.5, seed }]);
      let pattern = '';
      for (let index = 0; index < 40; index += 1) {
        pattern += (await refusal(running, 'getMe', {})) === 'ok' ? '.' : 'x';
      }
      return pattern;
    }
    const first = await struck(1);
    expect(await struck(1)).toBe(first);
    expect(await struck(2)).not.toBe(first);
    const share = [...first].filter((mark) => mark === 'x').length / first.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  });

  it('keep a call hanging until the caller gives up, and then it never was', async () => {
    running.emulator.control.addFaults([{ fault: 'hang', times: 1 }]);
    const impatient = new AbortController();
    const refused = expect(sendUntil(impatient.signal)).rejects.toThrow();
    await soon(() => expect(running.emulator.control.statistics().faults.hang).toBe(1));
    impatient.abort();
    await refused;
    await running.emulator.seat.waitFor({ call: ({ description = '' }) => description.includes('hung up') });
    expect(sent()).toBe(0);
    expect(running.emulator.control.transcript()).toEqual([]);
    expect(await refusal(running, 'sendMessage', message)).toBe('ok');
  });

  it('keep only the answer hanging, of a message that went out', async () => {
    const { control } = running.emulator;
    control.addFaults([{ fault: 'hang', times: 1, carryOut: true }]);
    const impatient = new AbortController();
    const refused = expect(sendUntil(impatient.signal)).rejects.toThrow();
    await soon(() => expect(sent()).toBe(1));
    impatient.abort();
    await refused;
    await soon(() => expect(control.transcript()).toMatchObject([{ text: 'x', dropped: true }]));
  });

  it('answer a call late that hangs for a while', async () => {
    running.emulator.control.addFaults([{ fault: 'hang', times: 1, ms: 20 }]);
    expect(await refusal(running, 'sendMessage', message)).toBe('ok');
    expect(running.emulator.control.transcript()).toMatchObject([{ text: 'x', dropped: false }]);
  });

  it('do not keep the emulator from closing', async () => {
    running.emulator.control.addFaults([{ fault: 'hang' }]);
    const refused = expect(call(running, 'sendMessage', message)).rejects.toThrow();
    await soon(() => expect(running.emulator.control.statistics().faults.hang).toBe(1));
    await running.emulator.close();
    await refused;
    running = await run();
  });

  it('cut the connection before the call was carried out, or after', async () => {
    const { control } = running.emulator;
    control.addFaults([{ fault: 'drop_before', method: 'sendMessage', times: 1 }]);
    await expect(call(running, 'sendMessage', message)).rejects.toThrow();
    expect(sent()).toBe(0);
    control.addFaults([{ fault: 'drop_after', method: 'sendMessage', times: 1 }]);
    await expect(call(running, 'sendMessage', message)).rejects.toThrow();
    expect(sent()).toBe(1);
    await soon(() => expect(control.transcript()).toMatchObject([{ text: 'x', dropped: true }]));
    expect(control.statistics()).toMatchObject({
      calls: 2,
      dropped: 1,
      faults: { status: 0, hang: 0, drop_before: 1, drop_after: 1 },
    });
  });

  it('make a poll get its updates again when its answer is lost', async () => {
    const { control, seat } = running.emulator;
    seat.sendMessage({ user: NINO, chat: NINO, text: 'hi' });
    control.addFaults([{ fault: 'drop_after', method: 'getUpdates', times: 1 }]);
    await expect(call(running, 'getUpdates')).rejects.toThrow();
    expect(await running.api.getUpdates()).toMatchObject([{ message: { text: 'hi' } }]);
  });
});
