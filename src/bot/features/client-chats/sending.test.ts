import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { startBot } from '../../../../test/support/bot.js';
import { buttonsOf, type Person } from '../../../../test/support/person.js';
import { answerChat, followClientChat } from '../../../domain/chats/index.js';
import { findMember, type StaffMember } from '../../../domain/staff/index.js';
import { GIORGI } from '../../../playground/telegram/emulator-for-tests.js';
import {
  incoming,
  openChatStage,
  type ChatStage,
  type Dialogue,
} from '../../../../test/support/client-chats.js';

let stage: ChatStage;
let manager: Person;

beforeAll(async () => {
  stage = await openChatStage();
  ({ manager } = stage);
});

beforeEach(() => {
  stage.model.reading = null;
});

afterAll(() => stage.close());

/** A client who has written, and whom Giorgi answers with a text of this test's own. */
async function answered(text: string): Promise<Dialogue> {
  const anna = stage.client();
  await stage.clientWrites(anna, 'Hello, is a car free?');
  await stage.writesTo(manager, anna, text);
  return anna;
}

const reply = (text: string, state: string): RegExp => new RegExp(`📤 Giorgi[^]*${text}[^]*${state}`);

async function giorgi(): Promise<StaffMember> {
  const member = await findMember(stage.database.prisma, BigInt(GIORGI));
  if (member === null) throw new Error('Giorgi works here');
  return member;
}

describe('a reply that Umnico refuses', () => {
  it('has failed with the reason and without the token, and goes when it is sent again', async () => {
    const { sent } = await stage.umnico((count) =>
      count === 1 ? { status: 422, body: { message: 'no such dialogue' } } : { body: {} },
    );
    const anna = await answered('A first answer');
    const failed = await manager.sees(reply('A first answer', '❌[^]*422'), stage.group);
    expect(JSON.stringify(failed)).not.toContain('secret-token');
    const { id } = await stage.lastReply(anna);
    const pressed = await manager.pressesOn(reply('A first answer', '❌'), /Try again/, stage.group);
    expect(pressed).toMatchObject({ text: 'On its way' });
    await manager.sees(reply('A first answer', '✅'), stage.group);
    expect(sent(anna).map(({ body }) => body)).toMatchObject([{ customId: id }, { customId: id }]);
  });

  it('has failed at once with a wrong token', async () => {
    const { sent } = await stage.umnico(() => ({ status: 401 }));
    const anna = await answered('With a wrong token');
    await manager.sees(reply('With a wrong token', '❌'), stage.group);
    expect(sent(anna)).toHaveLength(1);
  });
});

describe('a reply that surely did not arrive', () => {
  it('goes again by itself', async () => {
    const { sent } = await stage.umnico((count) => (count === 1 ? { status: 429 } : { body: {} }));
    const anna = await answered('Too often');
    await manager.sees(reply('Too often', '✅'), stage.group);
    expect(sent(anna)).toHaveLength(2);
    expect(await stage.lastReply(anna)).toMatchObject({ state: 'sent', error: null });
  });

  it('is not overtaken by those behind it', async () => {
    const { sent } = await stage.umnico((count) => (count === 1 ? { status: 429 } : { body: {} }));
    const anna = await answered('one');
    for (const text of ['two', 'three']) await stage.writesTo(manager, anna, text);
    await eventually(() => sent(anna).length === 4, 'all have gone', 30_000);
    const texts = sent(anna).map(({ body }) => (body as { message: { text: string } }).message.text);
    expect(texts).toEqual(['one', 'one', 'two', 'three']);
  });

  it('has failed when Umnico cannot be reached for long', async () => {
    const { close } = await stage.umnico();
    await close();
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    await stage.writesTo(manager, anna, 'Into the void');
    await eventually(async () => {
      const failed = await stage.database.rows(
        `update jobs set attempts = 5, run_at = now()
          where kind = 'chat.send' and state = 'waiting' and attempts between 1 and 4 returning id`,
      );
      return failed.length > 0;
    }, 'the first attempt has failed');
    stage.database.wakeups.wake('jobs');
    await manager.sees(reply('Into the void', '❌'), stage.group);
    expect(await stage.lastReply(anna)).toMatchObject({ state: 'failed', begunAt: null });
  });
});

describe('a reply of which nobody knows whether it arrived', () => {
  it('is not sent twice when the connection ended after the request', async () => {
    const { sent } = await stage.umnico((count) => (count === 1 ? 'hangUp' : { body: {} }));
    const anna = await answered('May have arrived');
    const shown = await manager.sees(reply('May have arrived', '❓'), stage.group);
    expect(JSON.stringify(shown)).toContain(`inbox/details/${anna.lead}`);
    expect(buttonsOf(shown)).toHaveLength(1);
    expect(sent(anna)).toHaveLength(1);
    const { id } = await stage.lastReply(anna);
    await stage.umnicoTells(anna, 'May have arrived', id);
    await manager.sees(reply('May have arrived', '✅✅'), stage.group);
    expect(await manager.pressesData(buttonsOf(shown)[0]?.data ?? '', shown, true)).toMatchObject({
      text: 'No need to send it again: see the card',
    });
    expect(sent(anna)).toHaveLength(1);
  });

  it('is not sent twice when Umnico fell over it', async () => {
    const { sent } = await stage.umnico((count) => (count === 1 ? { status: 502 } : { body: {} }));
    const anna = await answered('Bad gateway');
    await manager.sees(reply('Bad gateway', '❓'), stage.group);
    expect(sent(anna)).toHaveLength(1);
    await manager.pressesOn(reply('Bad gateway', '❓'), /Send again/, stage.group);
    await manager.sees(reply('Bad gateway', '✅'), stage.group);
    expect(sent(anna)).toHaveLength(2);
  });

  it('is not sent again when the process ended on the way', async () => {
    const { sent } = await stage.umnico();
    const anna = stage.client();
    await stage.clientWrites(anna, 'Hello');
    const { id: chatId } = await stage.chatOf(anna);
    const by = await giorgi();
    await stage.database.workshop.transact(async (work) => {
      const made = await answerChat(work, stage.deps, {
        chatId,
        by,
        text: 'Begun before',
        correlationId: 'c',
      });
      if (made.outcome !== 'sending') throw new Error(made.outcome);
      // What a process that was killed while it sent has left.
      await work.tx.clientMessage.update({ where: { id: made.messageId }, data: { begunAt: new Date() } });
    });
    await manager.sees(reply('Begun before', '❓'), stage.group);
    expect(sent(anna)).toEqual([]);
  });
});

describe('a suggested reply', () => {
  it('goes once, however often it is pressed', async () => {
    const { sent } = await stage.umnico();
    const ivan = stage.client();
    stage.model.reading = {
      ...{ language: 'ru', translation: 'Where is the car?', intent: 'location', urgency: 'normal' },
      ...{ suggestion: 'Коллега напишет.', suggestion_means: 'A colleague will write.' },
    };
    await stage.clientWrites(ivan, 'Где машина?');
    const shown = await manager.sees(new RegExp(`${ivan.name}[^]*Коллега напишет`), stage.group);
    const button = buttonsOf(shown).find(({ text }) => text.startsWith('✉️'))?.data ?? '';
    const pressed = await Promise.all([
      manager.pressesData(button, shown, true),
      stage.admin.pressesData(button, shown, true),
    ]);
    expect(pressed.map((one) => ('text' in one ? one.text : undefined)).sort()).toEqual([
      'On its way',
      'This reply has already been sent',
    ]);
    await eventually(() => sent(ivan).length > 0, 'it has gone');
    await eventually(async () => (await stage.lastReply(ivan)).state === 'sent', 'it is sent');
    expect(sent(ivan).map(({ body }) => body)).toMatchObject([{ message: { text: 'Коллега напишет.' } }]);
  });
});

describe('without a token of Umnico', () => {
  it('a reply has failed, and the card says what is missing', async () => {
    const alone = await startBot();
    try {
      const event = incoming({ lead: 1, name: 'Anna' }, 'Hello');
      await alone.database.workshop.transact((work) => followClientChat(work, alone.deps, event));
      const { thread } = await alone.manager.sees(/💬 Anna/, alone.group);
      alone.telegram.emulator.seat.sendMessage({ user: GIORGI, chat: alone.group, thread, text: 'Good day' });
      await alone.manager.sees(/📤 Giorgi[^]*Good day[^]*❌[^]*UMNICO_TOKEN is missing/, alone.group);
    } finally {
      await alone.close();
    }
  });
});
