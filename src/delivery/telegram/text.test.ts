import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noBlobs } from '../../../test/support/blobs.js';
import { COMPANY } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { textPost } from '../../domain/posts/index.js';
import { html } from '../../kernel/html.js';
import { createLog } from '../../platform/log/index.js';
import { NINO, run, type Running } from '../../playground/telegram/emulator-for-tests.js';
import { createTelegramChannel } from './channel.js';

let database: OpenDatabase;
let telegram: Running;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  telegram = await run();
  // A bot writes only to people who have written to it.
  telegram.emulator.seat.sendMessage({ user: NINO, chat: NINO, text: '/start' });
});

afterEach(() => telegram.emulator.close());

afterAll(() => database.close());

/** What Telegram was told of the message that the text became. */
async function sent(silent?: boolean): Promise<Record<string, unknown> | undefined> {
  const channel = createTelegramChannel({
    ...{ api: telegram.api, prisma: database.prisma, registry: new Registry(), log: createLog('silent') },
    ...{ blobs: noBlobs, company: COMPANY },
  });
  const to = { chatId: String(NINO) };
  const { lane, kind, payload } = textPost({ to, html: html`hello`, silent, correlationId: 'c1' });
  const effect = { id: 1n, lane, channel: 'telegram', kind, payload, priority: 5, correlationId: 'c1' };
  await channel.deliver({
    ...effect,
    ...{ attempts: 1, uncertain: false, mergeKey: null, eventId: null, createdAt: new Date() },
  });
  const calls = telegram.emulator.seat.calls().filter(({ method }) => method === 'sendMessage');
  return calls.at(-1)?.params;
}

describe('a text', () => {
  it('that is not to wake the person comes without a sound', async () => {
    expect(await sent(true)).toMatchObject({ text: 'hello', disable_notification: true });
  });

  it.each([undefined, false])('is heard otherwise (silent: %s)', async (silent) => {
    expect(await sent(silent)).not.toHaveProperty('disable_notification', true);
  });
});
