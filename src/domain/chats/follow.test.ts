import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NOON, type CompanyInTest } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import { cardsOf, gio, openCompany } from '../../../test/support/staffed-company.js';
import type { EventOf } from '../../engine/events/index.js';
import type { ClientChat, ClientMessage } from '../../platform/prisma/index.js';
import type { CardPost } from '../posts/index.js';
import { CHAT_READ, followClientChat, messageCardKey, messageToRead, storeReading } from './index.js';

type Incoming = EventOf<'umnico.message.incoming'>;
type Sent = EventOf<'umnico.message.sent'>;

const correlationId = 'c1';
const DAY_MS = 24 * 3_600_000;
let database: OpenDatabase;
let deps: CompanyInTest;

beforeAll(async () => {
  database = await openTestDatabase();
  const { company, ...rest } = await openCompany(database);
  const { tbilisi, batumi } = company.branches;
  if (tbilisi === undefined || batumi === undefined) throw new Error('no branches');
  const branches = { tbilisi, batumi: { ...batumi, umnicoAccounts: [88] } };
  deps = { ...rest, company: { ...company, branches } };
});

afterEach(async () => {
  deps.setTime(NOON);
  await database.rows('truncate client_chats, clients, bookings, audit_log, effects, jobs cascade');
});

afterAll(() => database.close());

function after(minutes: number): string {
  return new Date(NOON.getTime() + minutes * 60_000).toISOString();
}

let count = 0;
function common(payload: object) {
  count += 1;
  return {
    ...{ id: randomUUID(), source: 'umnico' as const, branch: null, timestamp: NOON, correlationId },
    payload: {
      lead_id: 501,
      message_id: `m${count}`,
      text: 'Hello',
      attachments: [],
      at: after(0),
      ...payload,
    },
  };
}

async function hear(payload: Partial<Incoming['payload']> = {}): Promise<ClientMessage> {
  const who = { name: 'Anna', login: '995599123456', channel: 'whatsapp2', source: 's1' };
  const event: Incoming = { ...common({ ...who, ...payload }), type: 'umnico.message.incoming' };
  await follow(event);
  return database.prisma.clientMessage.findFirstOrThrow({ where: { outsideId: event.payload.message_id } });
}

async function tell(payload: Partial<Sent['payload']> = {}): Promise<void> {
  await follow({ ...common(payload), type: 'umnico.message.sent' });
}

function follow(event: Incoming | Sent): Promise<void> {
  return database.workshop.transact((work) => followClientChat(work, deps, event));
}

function chat(): Promise<ClientChat> {
  return database.prisma.clientChat.findFirstOrThrow();
}

async function card({ id }: { id: string }, branch = 'tbilisi'): Promise<CardPost> {
  const found = (await cardsOf(database)).get(messageCardKey(id, branch));
  if (found === undefined) throw new Error('no such card');
  return found;
}

function labels(shown: CardPost): string[] {
  return shown.keyboard?.flat().map(({ text }) => text) ?? [];
}

describe('a message of a client', () => {
  it('is a card in the client’s topic, with what the rules say of it and everything that can be done', async () => {
    const message = await hear({ text: 'Is there <b> a car for rent?' });
    const shown = await card(message);
    const { id } = await chat();
    expect(shown.to).toEqual({ branch: 'tbilisi', topic: { key: `client:${id}`, name: '💬 Anna' } });
    expect(shown.html).toMatch(
      /^💬 <b>Anna<\/b> · WhatsApp · 12:00\nIs there &lt;b&gt; a car[^]*🔵 <b>Booking<\/b> · not urgent <i>\(by rules\)<\/i>\n💡 Suggested reply: Hello![^]*🙋 nobody yet$/,
    );
    expect(labels(shown)).toEqual([
      '✉️ Send the suggested reply',
      '🙋 I’ll answer',
      '👤 Assign',
      '😴 Snooze',
      '✅ Close',
      '↪️ Other branch',
    ]);
    const [job] = await database.prisma.job.findMany({ where: { kind: CHAT_READ } });
    expect(job?.payload).toEqual({ messageId: message.id });
  });

  it('that comes again changes nothing, also when both come at once', async () => {
    const event: Incoming = { ...common({ name: 'Anna' }), type: 'umnico.message.incoming' };
    await Promise.all(Array.from({ length: 6 }, () => follow({ ...event, id: randomUUID() })));
    const before = await database.prisma.effect.count();
    await follow({ ...event, payload: { ...event.payload, name: 'Somebody else' } });
    expect(await database.prisma.clientMessage.count()).toBe(1);
    expect(await database.prisma.effect.count()).toBe(before);
    expect(await chat()).toMatchObject({ name: 'Anna' });
  });

  it('makes one chat, however many first messages come at once; each is announced', async () => {
    const messages = await Promise.all(Array.from({ length: 5 }, () => hear()));
    expect(await database.prisma.clientChat.count()).toBe(1);
    const cards = await Promise.all(messages.map((message) => card(message)));
    expect(cards.filter((one) => labels(one).length > 0)).toHaveLength(1);
  });

  it('takes the buttons and the state from the card before it', async () => {
    const first = await hear({ text: 'One' });
    const second = await hear({ text: 'Two', at: after(3) });
    expect(labels(await card(first))).toEqual([]);
    expect((await card(first)).html).not.toContain('🙋');
    expect(labels(await card(second))).toContain('✅ Close');
    expect((await card(second)).html).toContain('12:03');
    expect(await chat()).toMatchObject({ waitingSince: NOON });
  });

  it('that cannot wait comes before others', async () => {
    const message = await hear({ text: 'We had an accident' });
    expect((await card(message)).html).toContain('🔴 <b>Problem</b> · urgent');
    expect(await database.prisma.effect.findFirst()).toMatchObject({ priority: 2 });
  });

  it('opens a chat again that was closed or snoozed; who has it keeps it', async () => {
    await hear();
    for (const state of [
      { state: 'closed', closedAt: NOON, closedBy: gio.telegramId },
      { state: 'snoozed', snoozedUntil: new Date(NOON.getTime() + DAY_MS) },
    ]) {
      await database.prisma.clientChat.updateMany({ data: { ...state, assigneeId: gio.telegramId } });
      const message = await hear();
      const open = { state: 'open', closedAt: null, closedBy: null, snoozedUntil: null };
      expect(await chat()).toMatchObject({ ...open, assigneeId: gio.telegramId });
      expect((await card(message)).html).toContain('🙋 Gio');
    }
  });

  it('shows no phone whole, also where Umnico has one for a name', async () => {
    const shown = await card(await hear({ name: '+995 599 12-34-56' }));
    expect(shown.html).toContain('<b>••••••••••56</b>');
    expect(JSON.stringify(shown)).not.toMatch(/123456|12-34/);
    expect(shown.to).toMatchObject({ topic: { name: '💬 A client' } });
  });

  it('shows what came with it, as a link only into the web', async () => {
    const message = await hear({
      text: '',
      attachments: [
        { type: 'photo', url: 'https://files.example/1?a="b"&c' },
        { type: 'doc', url: 'javascript:alert(1)' },
        { type: 'sticker', url: null },
        { type: 'video', url: `https://files.example/${'x'.repeat(3_000)}` },
      ],
    });
    const { html } = await card(message);
    expect(html).toContain(
      '🖼 <a href="https://files.example/1?a=&quot;b&quot;&amp;c">Photo</a>\n📎 File\n🙂 Sticker\n🎬 Video',
    );
    expect(html).not.toContain('💡');
    expect(message).toMatchObject({ intent: 'other', urgency: 'normal', suggestion: null });
    expect(await database.prisma.job.count({ where: { kind: CHAT_READ } })).toBe(0);
  });

  it('stays within Telegram’s limits, and says where the rest is', async () => {
    const attachments = Array.from({ length: 30 }, () => ({ type: 'photo', url: 'https://files.example/1' }));
    const message = await hear({ text: '<&'.repeat(3_000), attachments });
    const { html } = await card(message);
    expect(html.length).toBeLessThanOrEqual(4_096);
    expect(html).toMatch(
      /✂️ .*<a href="https:\/\/umnico\.com\/app\/inbox\/deals\/inbox\/details\/501">Umnico<\/a>$/,
    );
  });
});

describe('the branch of a new chat', () => {
  const booking = (id: number, branch: string, days: number, more = {}) => ({
    ...{ id, branch, clientId: 9 },
    startAt: new Date(NOON.getTime() + (days - 1) * DAY_MS),
    endAt: new Date(NOON.getTime() + days * DAY_MS),
    ...more,
  });
  const client = (id: number) => ({ id, name: 'Anna Schmidt', phone: '+995 (599) 12-34-56' });

  it('is whose account the client wrote to', async () => {
    await database.prisma.client.create({ data: client(9) });
    await database.prisma.booking.create({ data: booking(1, 'tbilisi', 2) });
    await hear({ sa_id: 88 });
    expect(await chat()).toMatchObject({ branch: 'batumi', clientId: 9, name: 'Anna' });
  });

  it('is where the booking is that runs or comes next, otherwise where the last one was', async () => {
    await database.prisma.client.create({ data: client(9) });
    const past = [booking(1, 'tbilisi', -9), booking(2, 'batumi', -5)];
    await database.prisma.booking.createMany({ data: past });
    await hear({ lead_id: 1 });
    await database.prisma.booking.createMany({
      data: [
        booking(3, 'tbilisi', 3),
        booking(4, 'batumi', 9),
        booking(5, 'batumi', 1, { deleted: true }),
        booking(6, 'nowhere', 1),
      ],
    });
    await hear({ lead_id: 2, name: '' });
    const chats = await database.prisma.clientChat.findMany({ orderBy: { leadId: 'asc' } });
    expect(chats).toMatchObject([
      { branch: 'batumi', clientId: 9, name: 'Anna' },
      { branch: 'tbilisi', clientId: 9, name: 'Anna Schmidt' },
    ]);
  });

  it('is the first one when the phone is nobody’s, or several clients have it', async () => {
    await database.prisma.client.createMany({ data: [client(9), client(10)] });
    await database.prisma.booking.create({ data: booking(1, 'batumi', 2) });
    await hear({ lead_id: 1 });
    await hear({ lead_id: 2, login: 'anna_123456' });
    const chats = await database.prisma.clientChat.findMany();
    expect(chats).toMatchObject([
      { branch: 'tbilisi', clientId: null },
      { branch: 'tbilisi', clientId: null },
    ]);
  });

  it('is found before anybody knows the phone; the client is found with it', async () => {
    await database.prisma.client.create({ data: client(9) });
    await tell({ text: 'Your car is ready' });
    expect(await chat()).toMatchObject({ clientId: null, name: null });
    await hear({ name: undefined });
    expect(await chat()).toMatchObject({ clientId: 9, name: 'Anna Schmidt', login: '995599123456' });
  });
});

describe('what somebody writes in Umnico', () => {
  it('is shown once, and answers the client', async () => {
    await hear();
    const sent = { message_id: 'u1', text: 'We <are> open', at: after(5) };
    await tell(sent);
    await tell(sent);
    const [written, ...others] = await database.prisma.clientMessage.findMany({
      where: { direction: 'out' },
    });
    expect(others).toEqual([]);
    if (written === undefined) throw new Error('nothing was stored');
    expect(written).toMatchObject({ state: 'delivered', authorId: null });
    expect(await card(written)).toMatchObject({
      html: '📤 <b>From Umnico</b> · 12:05\nWe &lt;are&gt; open',
      keyboard: [],
    });
    expect(await chat()).toMatchObject({ waitingSince: null });
  });

  it('answers nobody who wrote after it', async () => {
    await hear({ at: after(6) });
    await tell({ custom_id: 'an-outside-agent', at: after(5) });
    expect((await chat()).waitingSince).toEqual(new Date(after(6)));
  });
});

describe('what a model makes of a message', () => {
  const german = {
    ...{ language: 'de', translation: 'Good <day>', intent: 'price' as const, urgency: 'low' as const },
    ...{ suggestion: 'Guten Tag!', suggestionMeans: 'Hello!', by: 'llm' as const },
  };
  const store = (id: string, reading = german): Promise<void> =>
    database.workshop.transact((work) => storeReading(work, deps, id, reading, correlationId));

  it('takes the place of what the rules did, once', async () => {
    const message = await hear({ text: 'Guten Tag' });
    await store(message.id);
    await store(message.id, { ...german, translation: 'Something else' });
    expect((await card(message)).html).toMatch(
      /Guten Tag\n🌐 <i>Good &lt;day&gt;<\/i>\n\n⚪️ <b>Price<\/b> · no answer needed\n💡 Suggested reply: Guten Tag!\n🌐 <i>Hello!<\/i>/,
    );
    expect(await chat()).toMatchObject({ language: 'de' });
    const next = await hear({ text: 'Danke' });
    expect(next).toMatchObject({ language: 'de', readBy: 'rules' });
    expect(await messageToRead(database.prisma, message.id)).toBeNull();
    expect(await messageToRead(database.prisma, next.id)).toEqual({
      ...{ text: 'Danke', name: 'Anna', recent: ['client: Guten Tag'] },
    });
  });

  it('is shown on the card of an earlier message too, and does not undo what a later one told', async () => {
    const first = await hear({ text: 'Guten Tag' });
    const second = await hear({ text: 'Bonjour' });
    await store(second.id, { ...german, language: 'fr' });
    await store(first.id);
    expect((await card(first)).html).toContain('🌐 <i>Good &lt;day&gt;</i>');
    expect(labels(await card(first))).toEqual([]);
    expect(await chat()).toMatchObject({ language: 'fr' });
  });
});
