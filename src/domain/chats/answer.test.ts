import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NOON, type CompanyInTest } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { cardsOf, dato, gio, irina, nino, openCompany } from '../../../test/support/staffed-company.js';
import type { Work } from '../../engine/jobs/index.js';
import type { ClientChat, ClientMessage } from '../../platform/prisma/index.js';
import type { CardPost } from '../posts/index.js';
import { findMember, type Person, type StaffMember } from '../staff/index.js';
import {
  answerChat,
  answerersIn,
  beginSending,
  changeChat,
  CHAT_SEND,
  CHAT_WAKE,
  chatOfTopic,
  endSending,
  followClientChat,
  markBegun,
  messageCardKey,
  retrySending,
  showChat,
  unbegin,
  wakeChat,
  type AnswerOutcome,
  type ChatChange,
  type ChatOutcome,
  type NewAnswer,
  type Sending,
} from './index.js';

const correlationId = 'c1';
const HOUR_MS = 3_600_000;
let database: OpenDatabase;
let deps: CompanyInTest;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await openCompany(database);
});

afterEach(async () => {
  deps.setTime(NOON);
  await database.rows('truncate client_chats, topics, audit_log, effects, jobs cascade');
});

afterAll(() => database.close());

function inWork<Result>(act: (work: Work) => Promise<Result>): Promise<Result> {
  return database.workshop.transact(act);
}

let count = 0;
/** A client writes to the branch of Tbilisi. */
async function hear(text = 'How much is it?', at = NOON): Promise<ClientMessage> {
  count += 1;
  const message_id = `m${count}`;
  const who = { lead_id: 501, name: 'Anna', source: 's1', at: at.toISOString() };
  const event = { id: randomUUID(), source: 'umnico' as const, branch: null, timestamp: at, correlationId };
  const payload = { ...who, message_id, text, attachments: [] };
  await inWork((work) =>
    followClientChat(work, deps, { ...event, type: 'umnico.message.incoming', payload }),
  );
  return database.prisma.clientMessage.findFirstOrThrow({ where: { outsideId: message_id } });
}

async function umnicoHas(custom_id: string, at = NOON): Promise<void> {
  const event = { id: randomUUID(), source: 'umnico' as const, branch: null, timestamp: at, correlationId };
  const sent = { lead_id: 501, message_id: `u-${custom_id}`, text: 'Yes', attachments: [], custom_id };
  const payload = { ...sent, at: at.toISOString() };
  await inWork((work) => followClientChat(work, deps, { ...event, type: 'umnico.message.sent', payload }));
}

async function member({ telegramId }: Person): Promise<StaffMember> {
  const found = await findMember(database.prisma, telegramId);
  if (found === null) throw new Error('nobody');
  return found;
}

async function answer(by: Person, given: Partial<NewAnswer> = { text: 'Yes' }): Promise<AnswerOutcome> {
  const { id: chatId } = await chat();
  const person = await member(by);
  return inWork((work) => answerChat(work, deps, { chatId, by: person, correlationId, ...given }));
}

/** A reply of Gio's that is on its way. */
async function reply(text = 'Yes'): Promise<string> {
  const answered = await answer(gio, { text });
  if (answered.outcome !== 'sending') throw new Error(answered.outcome);
  return answered.messageId;
}

function begin(id: string): Promise<Sending | null> {
  return inWork((work) => beginSending(work, deps, id, correlationId));
}

function end(id: string, state: 'sent' | 'failed' | 'uncertain', error?: string): Promise<void> {
  return inWork((work) => endSending(work, deps, id, { state, error }, correlationId));
}

async function again(messageId: string, by: Person): Promise<string> {
  const person = await member(by);
  const retried = await inWork((work) => retrySending(work, deps, { messageId, by: person, correlationId }));
  return retried.outcome;
}

async function change(by: Person, wanted: ChatChange): Promise<ChatOutcome['outcome']> {
  const { id: chatId } = await chat();
  const person = await member(by);
  const given = { chatId, by: person, change: wanted, correlationId };
  return (await inWork((work) => changeChat(work, deps, given))).outcome;
}

function chat(): Promise<ClientChat> {
  return database.prisma.clientChat.findFirstOrThrow();
}

async function state(id: string): Promise<string> {
  return (await database.prisma.clientMessage.findUniqueOrThrow({ where: { id } })).state;
}

async function card(id: string, branch = 'tbilisi'): Promise<CardPost> {
  const found = (await cardsOf(database)).get(messageCardKey(id, branch));
  if (found === undefined) throw new Error('no such card');
  return found;
}

function labels(shown: CardPost): string[] {
  return shown.keyboard?.flat().map(({ text }) => text) ?? [];
}

async function audited(): Promise<string[]> {
  const entries = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map((entry) => `${entry.actor ?? 'nobody'} ${entry.action}`);
}

async function texts(): Promise<unknown[]> {
  const effects = await database.prisma.effect.findMany({ where: { kind: 'text' }, orderBy: { id: 'asc' } });
  return effects.map((one) => one.payload);
}

describe('an answer', () => {
  it('is on its way, in the order of the chat, and the chat is theirs who answered', async () => {
    const asked = await hear();
    const id = await reply('100 <GEL>');
    expect((await card(id)).html).toBe('📤 <b>Gio</b> · 12:00\n100 &lt;GEL&gt;\n⏳ sending');
    expect((await card(asked.id)).html).toContain('🙋 Gio');
    expect(labels(await card(asked.id))).not.toContain('🙋 I’ll answer');
    expect(await chat()).toMatchObject({ assigneeId: gio.telegramId, waitingSince: null });
    const jobs = await database.prisma.job.findMany({ where: { kind: CHAT_SEND } });
    expect(jobs).toMatchObject([{ payload: { messageId: id }, concurrencyKey: `chat:${asked.chatId}` }]);
    await answer(irina);
    expect(await chat()).toMatchObject({ assigneeId: gio.telegramId });
    expect(await audited()).toEqual(['1 client_chat.answered', '2 client_chat.answered']);
  });

  it('opens a closed chat again', async () => {
    const asked = await hear();
    await change(gio, { do: 'close' });
    await reply();
    expect(await chat()).toMatchObject({ state: 'open', closedAt: null, closedBy: null });
    expect((await card(asked.id)).html).not.toContain('Closed by');
  });

  it('is for people of the branch, and neither empty nor too long', async () => {
    await hear();
    expect(await answer(dato)).toEqual({ outcome: 'refused' });
    expect(await answer(gio, { text: ' \n' })).toEqual({ outcome: 'empty' });
    expect(await answer(gio, { text: 'x'.repeat(4_097) })).toEqual({ outcome: 'long' });
    expect(await answer(gio, { chatId: randomUUID() })).toEqual({ outcome: 'unknown' });
    expect(await answer(gio, { text: 'x'.repeat(4_096) })).toMatchObject({ outcome: 'sending' });
    expect(await database.prisma.clientMessage.count({ where: { direction: 'out' } })).toBe(1);
  });

  it('that was suggested goes once, however many send it at once, and as it is', async () => {
    const asked = await hear();
    const tries = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        answer(at % 2 === 0 ? gio : irina, { suggestedBy: asked.id, text: undefined }),
      ),
    );
    const [sending, ...others] = tries.filter((one) => one.outcome === 'sending');
    expect(others).toEqual([]);
    expect(tries.filter(({ outcome }) => outcome === 'twice')).toHaveLength(5);
    const { html, keyboard } = await card(asked.id);
    expect(html).not.toContain('💡');
    expect(JSON.stringify(keyboard)).not.toContain('✉️');
    const messageId = sending?.outcome === 'sending' ? sending.messageId : '';
    expect(await begin(messageId)).toMatchObject({ text: asked.suggestion, language: null });
    expect(await answer(gio, { suggestedBy: randomUUID() })).toEqual({ outcome: 'unknown' });
    const thanks = await hear('Thanks!');
    expect(await answer(gio, { suggestedBy: thanks.id })).toEqual({ outcome: 'empty' });
  });
});

describe('sending an answer', () => {
  it('shows what the client gets, and that it has it', async () => {
    await hear('Сколько стоит?');
    const id = await reply('100 GEL');
    const wanted = { leadId: 501, source: 's1', text: '100 GEL', language: 'ru', sentText: null };
    expect(await begin(id)).toEqual(wanted);
    expect(await inWork((work) => markBegun(work, id, '100 лари'))).toBe(true);
    await end(id, 'sent');
    expect((await card(id)).html).toMatch(/100 GEL\n🌐 <i>100 лари<\/i>\n✅ sent$/);
    await umnicoHas(id);
    expect((await card(id)).html).toMatch(/✅✅ delivered$/);
    await end(id, 'failed');
    expect(await state(id)).toBe('delivered');
    expect(await begin(id)).toBeNull();
  });

  it('is begun by one only; whoever finds it begun does not send again', async () => {
    await hear();
    const id = await reply();
    await begin(id);
    const begun = await Promise.all([1, 2, 3].map(() => inWork((work) => markBegun(work, id, null))));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await begin(id)).toBeNull();
    const shown = await card(id);
    expect(shown.html).toMatch(/❓ <b>May have arrived.*details\/501">Umnico<\/a>$/);
    expect(labels(shown)).toEqual(['🔁 Send again anyway']);
    await end(id, 'sent');
    expect(await state(id)).toBe('sent');
  });

  it('that surely did not get there is tried again with the same translation', async () => {
    await hear();
    const id = await reply();
    await inWork((work) => markBegun(work, id, 'კი'));
    await inWork((work) => unbegin(work, id));
    expect(await begin(id)).toMatchObject({ sentText: 'კი' });
  });

  it('that failed says why, and goes again when a person of the branch wants it', async () => {
    await hear();
    const id = await reply();
    await inWork((work) => markBegun(work, id, null));
    await end(id, 'failed', 'UMNICO_TOKEN is missing');
    expect((await card(id)).html).toMatch(/❌ <b>Not sent\.<\/b> UMNICO_TOKEN is missing$/);
    expect(labels(await card(id))).toEqual(['🔁 Try again']);
    expect(await again(id, dato)).toBe('refused');
    expect(await again(randomUUID(), gio)).toBe('unknown');
    expect(await Promise.all([again(id, gio), again(id, irina)])).toEqual(
      expect.arrayContaining(['sending', 'settled']),
    );
    expect(await database.prisma.job.count({ where: { kind: CHAT_SEND } })).toBe(2);
    expect(await begin(id)).toMatchObject({ text: 'Yes' });
    expect((await card(id)).html).toMatch(/⏳ sending$/);
  });

  it('is delivered when Umnico says so, whatever was thought of it', async () => {
    await hear();
    const [lost, failed] = [await reply('One'), await reply('Two')];
    await end(lost, 'uncertain');
    await end(failed, 'failed', 'no');
    await umnicoHas(lost);
    await umnicoHas(failed);
    await umnicoHas(failed);
    expect(await Promise.all([lost, failed].map(state))).toEqual(['delivered', 'delivered']);
    expect(labels(await card(lost))).toEqual([]);
    expect(await database.prisma.clientMessage.count({ where: { direction: 'out' } })).toBe(2);
  });

  it('does not answer what the client wrote after it', async () => {
    await hear();
    const id = await reply();
    const later = new Date(NOON.getTime() + 1_000);
    await hear('And with insurance?', later);
    await umnicoHas(id, new Date(NOON.getTime() + 2_000));
    expect(await chat()).toMatchObject({ waitingSince: later });
  });
});

describe('a chat', () => {
  it('is taken by the first; managers and whoever has it give it to colleagues who may answer', async () => {
    await hear();
    expect(await change(gio, { do: 'assign', to: irina.telegramId })).toBe('refused');
    const taken = await Promise.all([change(gio, { do: 'take' }), change(nino, { do: 'take' })]);
    expect([...taken].sort()).toEqual(['changed', 'taken']);
    expect(await change(irina, { do: 'assign', to: dato.telegramId })).toBe('unfit');
    expect(await change(irina, { do: 'assign', to: gio.telegramId })).toMatch(/^(changed|nothing)$/);
    expect(await change(gio, { do: 'take' })).toBe('nothing');
    expect(await change(gio, { do: 'assign', to: irina.telegramId })).toBe('changed');
    expect(await chat()).toMatchObject({ assigneeId: irina.telegramId });
    expect(await change(dato, { do: 'close' })).toBe('refused');
  });

  it('is closed and opened again, and its card says by whom', async () => {
    const asked = await hear();
    expect(await Promise.all([change(gio, { do: 'close' }), change(irina, { do: 'close' })])).toEqual(
      expect.arrayContaining(['changed', 'nothing']),
    );
    const shown = await card(asked.id);
    expect(shown.html).toMatch(/✅ Closed by (Gio|Irina), /);
    expect(labels(shown)).toEqual(['↩️ Open again']);
    expect(await change(gio, { do: 'take' })).toBe('closed');
    expect(await change(gio, { do: 'reopen' })).toBe('changed');
    expect(await change(gio, { do: 'reopen' })).toBe('nothing');
    expect(labels(await card(asked.id))).toContain('✅ Close');
    expect((await audited()).map((one) => one.slice(2))).toEqual([
      'client_chat.closed',
      'client_chat.reopened',
    ]);
  });

  it('that is snoozed comes below everything else at its time, unless it was opened before', async () => {
    const asked = await hear();
    const until = new Date(NOON.getTime() + HOUR_MS);
    await change(gio, { do: 'snooze', until });
    expect((await card(asked.id)).html).toMatch(/😴 Snoozed until .*13:00/);
    expect(labels(await card(asked.id))).toContain('↩️ Open again');
    const [timer] = await database.prisma.job.findMany({ where: { kind: CHAT_WAKE } });
    expect(timer).toMatchObject({ runAt: until, payload: { chatId: asked.chatId, at: until.toISOString() } });

    const wake = (at: Date): Promise<void> =>
      inWork((work) => wakeChat(work, deps, { chatId: asked.chatId, at: at.toISOString() }, 'c'));
    await database.rows('truncate effects');
    await wake(new Date(until.getTime() - 60_000));
    expect((await cardsOf(database)).size).toBe(0);
    deps.setTime(until);
    await wake(until);
    expect(await card(asked.id)).toMatchObject({ below: true });
    expect((await card(asked.id)).html).not.toContain('😴');
    expect(await chat()).toMatchObject({ state: 'open', snoozedUntil: null });
    await database.rows('truncate effects');
    await wake(until);
    expect((await cardsOf(database)).size).toBe(0);
  });

  it('asks on its card until when, who and to where', async () => {
    const asked = await hear();
    const colleagues = await answerersIn(database.prisma, 'tbilisi');
    expect(colleagues.map(({ name }) => name).sort()).toEqual(['Gio', 'Irina', 'Nino', 'Tamar']);
    const ask = async (mode: Parameters<typeof showChat>[3]['mode']): Promise<string[]> => {
      await inWork((work) => showChat(work, deps, asked.chatId, { mode, correlationId }));
      return labels(await card(asked.id));
    };
    expect(await ask({ is: 'snooze' })).toEqual(['1 hour', 'Until tomorrow', '← Back']);
    expect(await ask({ is: 'assign', colleagues: colleagues.slice(0, 1), page: 1, pages: 3 })).toEqual([
      colleagues[0]?.name,
      '◀️',
      '▶️',
      '← Back',
    ]);
    expect(await ask({ is: 'move' })).toEqual(['Batumi', '← Back']);
    expect(await ask(undefined)).toContain('✅ Close');
  });

  it('moves to another branch with what was said last; in the old one nothing can be pressed', async () => {
    const asked = await hear('How <much>?');
    const failed = await reply('100 GEL');
    await end(failed, 'failed', 'no');
    const move = { do: 'move', branch: 'batumi' } as const;
    expect(await change(gio, move)).toBe('refused');
    expect(await change(irina, { do: 'move', branch: 'toString' })).toBe('unfit');
    expect(await change(irina, move)).toBe('changed');
    expect(await chat()).toMatchObject({ branch: 'batumi', assigneeId: null });
    expect(await texts()).toMatchObject([
      { to: { branch: 'tbilisi' }, html: '↪️ Irina moved this chat to Batumi' },
      {
        to: { branch: 'batumi', topic: { key: `client:${asked.chatId}` } },
        html: [
          '<b>↪️ Irina moved this chat here from Tbilisi</b>',
          '💬 12:00 <b>Anna:</b> How &lt;much&gt;?',
          '📤 12:00 <b>Gio:</b> 100 GEL',
        ].join('\n'),
      },
    ]);
    expect(labels(await card(asked.id))).toEqual([]);
    expect(await card(failed)).toMatchObject({ keyboard: [], to: { branch: 'tbilisi' } });
    expect(labels(await card(asked.id, 'batumi'))).toContain('🙋 I’ll answer');
    expect(labels(await card(failed, 'batumi'))).toEqual(['🔁 Try again']);
    expect(await answer(gio)).toEqual({ outcome: 'refused' });
    expect(await answer(dato)).toMatchObject({ outcome: 'sending' });
  });

  it('is known by its topic in any group', async () => {
    const { chatId } = await hear();
    const topic = { key: `client:${chatId}`, name: 'Anna' };
    await database.prisma.topic.createMany({
      data: [
        { ...topic, chatId: -1001n, threadId: 7n },
        { ...topic, chatId: -1002n, threadId: 8n },
        { key: 'alerts', name: 'Alerts', chatId: -1001n, threadId: 8n },
      ],
    });
    const found = async (group: bigint, thread: bigint): Promise<string | undefined> =>
      (await chatOfTopic(database.prisma, group, thread))?.id;
    expect(await found(-1001n, 7n)).toBe(chatId);
    expect(await found(-1002n, 8n)).toBe(chatId);
    expect(await found(-1001n, 8n)).toBeUndefined();
    expect(await found(-1001n, 9n)).toBeUndefined();
  });
});
