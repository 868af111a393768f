import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NOON } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { Person } from '../staff/index.js';
import {
  cardsOf,
  dato,
  gio,
  irina,
  nino,
  NIGHT,
  openCompany,
  tamar,
  timersOf,
} from '../../../test/support/staffed-company.js';
import {
  answerManager,
  askRequester,
  decideRequest,
  emitApprovalRequest,
  escalateApproval,
  expireRequest,
  tellOfApproval,
  withdrawRequest,
  type NewRequest,
  type RequestKind,
  type Settled,
} from './index.js';

const correlationId = 'c1';
let database: OpenDatabase;
let deps: Awaited<ReturnType<typeof openCompany>>;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await openCompany(database);
});

afterEach(async () => {
  deps.setTime(NOON);
  await database.rows('truncate approvals, audit_log, effects, jobs cascade');
});

afterAll(() => database.close());

async function request(given: Partial<NewRequest> = {}): Promise<string> {
  const asked: NewRequest = {
    ...{ kind: 'deposit_exception', branch: 'tbilisi', subject: 'checklist:1', correlationId },
    ...{ carId: 7, bookingId: 506_539, reason: 'No card <here>', requestedBy: gio.telegramId },
    ...given,
  };
  const { id } = await database.workshop.transact((work) => emitApprovalRequest(work, deps, asked));
  return id;
}

function decide(id: string, by: Person, decision: 'approved' | 'rejected' = 'approved'): Promise<Settled> {
  return database.workshop.transact((work) => decideRequest(work, deps, { id, decision, by, correlationId }));
}

function escalate(id: string, role: 'head' | 'admin' = 'head'): Promise<void> {
  return database.workshop.transact((work) => escalateApproval(work, deps, { id, role, correlationId }));
}

function ask(id: string, by: Person, text: string): Promise<string> {
  return database.workshop.transact((work) =>
    askRequester(work, deps, { id, by: by.telegramId, text, correlationId }),
  );
}

function answer(noteId: string, by: Person, text: string): Promise<string> {
  return database.workshop.transact((work) =>
    answerManager(work, deps, { id: noteId, by: by.telegramId, text, correlationId }),
  );
}

async function audited(): Promise<string[]> {
  const entries = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map((entry) => `${entry.actor ?? 'nobody'} ${entry.action}`);
}

describe('a request', () => {
  it('says on its card what it is about, who decides and until when, with three buttons', async () => {
    const id = await request({ money: { minor: 30_000, currency: 'GEL' } });
    const card = (await cardsOf(database)).get(`approval:${id}`);
    expect(card?.to).toEqual({
      branch: 'tbilisi',
      topic: { key: 'handovers', name: expect.any(String) as string },
    });
    expect(card?.html).toMatch(
      /AA123BB · Toyota Camry · .*506539[^]*300[^]*Gio[^]*No card &lt;here&gt;[^]*until .*00:00[^]*tg:\/\/user\?id=2">Irina</,
    );
    expect(card?.html).not.toContain('Dato');
    expect(card?.keyboard?.flat().map(({ text }) => text)).toEqual([
      '✅ Approve',
      '❌ Reject',
      '❓ Ask',
      '🚗 AA123BB',
    ]);
  });

  it.each<[RequestKind, string]>([
    ['deposit_exception', 'handovers'],
    ['extra_charge', 'handovers'],
    ['trip', 'trips'],
    ['cash_difference', 'cash'],
    ['incident_close', 'car:7'],
  ])('of the kind %s stands in the topic %s', async (kind, topic) => {
    const id = await request({ kind });
    expect((await cardsOf(database)).get(`approval:${id}`)?.to).toMatchObject({ topic: { key: topic } });
  });

  it('goes to the head after 15 minutes, to the admins after an hour, and expires', async () => {
    await request();
    const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);
    expect(await timersOf(database)).toEqual([
      { what: 'approval.escalate head', at: later(15) },
      { what: 'approval.escalate admin', at: later(60) },
      { what: 'approval.expire', at: later(12 * 60) },
    ]);
  });

  it('takes the place of the open one about the same thing, whose card then says so', async () => {
    const first = await request();
    const second = await request();
    const cards = await cardsOf(database);
    expect(cards.get(`approval:${first}`)).toMatchObject({
      html: expect.stringContaining('Request withdrawn') as string,
      keyboard: [],
    });
    expect(cards.get(`approval:${second}`)?.keyboard).not.toEqual([]);
    await database.workshop.transact((work) =>
      withdrawRequest(work, deps, { subject: 'checklist:1', actor: gio.telegramId, correlationId }),
    );
    expect((await cardsOf(database)).get(`approval:${second}`)?.keyboard).toEqual([]);
  });

  it('is decided by one of ten who press at once; the card names that one and has no buttons', async () => {
    const id = await request({ followUp: 'charges.decided' });
    const settled = await Promise.all(
      Array.from({ length: 10 }, (_, at) => decide(id, at % 2 === 0 ? irina : nino)),
    );
    const winners = settled.filter(({ outcome }) => outcome === 'decided');
    expect(winners).toHaveLength(1);
    expect(settled.filter(({ outcome }) => outcome === 'closed')).toHaveLength(9);
    const by = winners[0]?.outcome === 'decided' && winners[0].approval.decidedBy === 2n ? 'Irina' : 'Nino';
    for (const one of settled)
      expect('approval' in one && one.approval.decidedBy).toBe(by === 'Irina' ? 2n : 5n);
    const card = (await cardsOf(database)).get(`approval:${id}`);
    expect(card?.html).toMatch(new RegExp(`Approved by ${by} at .*12:00`));
    expect(card?.keyboard).toEqual([]);
    expect(await database.rows(`select payload from jobs where kind = 'charges.decided'`)).toEqual([
      { payload: { approvalId: id } },
    ]);
  });

  it('is not for employees, nor for the managers of another branch', async () => {
    const id = await request();
    for (const person of [gio, dato]) expect(await decide(id, person)).toMatchObject({ outcome: 'refused' });
    expect(await decide(id, tamar)).toMatchObject({ outcome: 'decided' });
  });

  it('about somebody’s own cash or trip is not decided by them, unless they are an admin', async () => {
    for (const kind of ['cash_difference', 'trip'] as const) {
      const own = await request({ kind, requestedBy: irina.telegramId, subject: kind });
      expect(await decide(own, irina)).toMatchObject({ outcome: 'own' });
      expect(await decide(own, tamar)).toMatchObject({ outcome: 'decided' });
    }
    const admins = await request({ kind: 'trip', requestedBy: nino.telegramId });
    expect(await decide(admins, nino)).toMatchObject({ outcome: 'decided' });
  });

  it('expires once, and is then decided no more', async () => {
    const id = await request();
    const expire = () => database.workshop.transact((work) => expireRequest(work, deps, id, correlationId));
    expect(await Promise.all([expire(), expire()])).toEqual(
      expect.arrayContaining([null, expect.objectContaining({ state: 'expired' })]),
    );
    expect(await decide(id, irina)).toMatchObject({ outcome: 'closed' });
    expect((await cardsOf(database)).get(`approval:${id}`)?.html).toContain('Nobody decided in time');
    expect(await audited()).toEqual(['1 approval.requested', 'nobody approval.expired']);
  });
});

describe('a question about a request', () => {
  it('goes to who requested it, and the answer onto the card and below it to who asked', async () => {
    const id = await request();
    expect(await ask(id, irina, 'Why no card?')).toBe('asked');
    const [question] = await database.prisma.approvalNote.findMany({ where: { kind: 'question' } });
    const asked = (await cardsOf(database)).get(`approval-question:${question?.id ?? ''}`);
    expect(asked).toMatchObject({ to: { chatId: '1' }, keyboard: [[{ text: '↩️ Answer' }]] });
    expect(asked?.html).toMatch(/Irina asks[^]*AA123BB[^]*Why no card\?/);

    deps.setTime(new Date(NOON.getTime() + 120_000));
    expect(await answer(question?.id ?? '', gio, 'It was stolen')).toBe('answered');
    const cards = await cardsOf(database);
    expect(cards.get(`approval:${id}`)?.html).toMatch(
      /12:00 <b>Irina<\/b>: Why no card\?\n.*12:02 <b>Gio<\/b>: It was stolen[^]*Waiting/,
    );
    expect(cards.get(`approval:${id}:2`)).toMatchObject({ to: { chatId: '2' }, below: true });
    expect(await audited()).toEqual(['1 approval.requested', '2 approval.question', '1 approval.answer']);
    // The clock goes on as before.
    expect(await timersOf(database)).toHaveLength(3);
    expect(await decide(id, irina)).toMatchObject({ outcome: 'decided' });
    expect((await cardsOf(database)).get(`approval-question:${question?.id ?? ''}`)?.keyboard).toEqual([]);
  });

  it('is answered by nobody else, and not after the decision', async () => {
    const id = await request();
    await ask(id, irina, 'Why?');
    const { id: noteId } = await database.prisma.approvalNote.findFirstOrThrow();
    expect(await answer(noteId, dato, 'Because')).toBe('not_yours');
    await decide(id, irina);
    expect(await answer(noteId, gio, 'Because')).toBe('closed');
    expect(await ask(id, irina, 'Really?')).toBe('closed');
  });

  it('is put to nobody when the program asked, when who asked has left, or to oneself', async () => {
    const program = await request({ requestedBy: null, subject: 'a' });
    expect(await ask(program, irina, 'Why?')).toBe('nobody');
    expect((await cardsOf(database)).get(`approval:${program}`)?.keyboard?.flat()).not.toContainEqual(
      expect.objectContaining({ text: '❓ Ask' }),
    );
    expect(await ask(await request({ requestedBy: 99n, subject: 'b' }), irina, 'Why?')).toBe('nobody');
    expect(await ask(await request({ requestedBy: 2n, subject: 'c' }), irina, 'Why?')).toBe('own');
    const named = await request({ requestedBy: null, askedOf: gio.telegramId, subject: 'd' });
    expect(await ask(named, irina, 'Why?')).toBe('asked');
  });

  it('stays within Telegram’s limits, however much was said: the newest is kept', async () => {
    const id = await request({ reason: '<'.repeat(5_000) });
    for (let round = 0; round < 50; round += 1) await ask(id, irina, `${round} ${'&'.repeat(3_000)}`);
    const html = (await cardsOf(database)).get(`approval:${id}`)?.html ?? '';
    expect(html.length).toBeLessThanOrEqual(4_096);
    expect(html).toContain('Waiting for the manager');
    expect(html).toContain(': 49 ');
  });
});

describe('an escalation', () => {
  it('gives the next ones the card in private, in their language, and writes it down', async () => {
    const id = await request();
    await escalate(id);
    const cards = await cardsOf(database);
    expect(cards.get(`approval:${id}`)?.html).toContain('Escalated: Head of operations');
    expect(cards.get(`approval:${id}:4`)).toMatchObject({ to: { chatId: '4' }, below: true });
    expect(cards.get(`approval:${id}:4`)?.html).toContain('Выдача без залога');
    await escalate(id, 'admin');
    expect([...(await cardsOf(database)).keys()]).toContain(`approval:${id}:5`);
    expect(await audited()).toEqual([
      '1 approval.requested',
      'nobody approval.escalated',
      'nobody approval.escalated',
    ]);
    await decide(id, nino);
    // All copies say who it was.
    for (const key of [`approval:${id}`, `approval:${id}:4`, `approval:${id}:5`])
      expect((await cardsOf(database)).get(key)).toMatchObject({
        html: expect.stringContaining('Nino') as string,
        keyboard: [],
      });
  });

  it('keeps nobody up to date who has left, or decides in that branch no more', async () => {
    const id = await request();
    await escalate(id);
    for (const { telegramId: person } of [irina, nino])
      await database.workshop.transact((work) => tellOfApproval(work, deps, { id, person, correlationId }));
    const staff = (telegramId: bigint, data: object) =>
      database.prisma.staff.update({ where: { telegramId }, data });
    await staff(tamar.telegramId, { leftAt: NOON });
    await staff(irina.telegramId, { branches: ['batumi'] });
    await database.rows('truncate effects');
    await decide(id, nino);
    expect([...(await cardsOf(database)).keys()].sort()).toEqual([`approval:${id}`, `approval:${id}:5`]);
    await staff(tamar.telegramId, { leftAt: null });
    await staff(irina.telegramId, { branches: ['tbilisi'] });
  });

  it('comes too late for what is decided', async () => {
    const id = await request();
    await decide(id, irina);
    await escalate(id);
    expect([...(await cardsOf(database)).keys()]).toEqual([`approval:${id}`]);
  });

  it('waits for the end of quiet hours, but not when somebody stands there and waits', async () => {
    deps.setTime(NIGHT);
    const calm = await request({ kind: 'cash_difference' });
    await database.rows('truncate jobs');
    await escalate(calm);
    expect(await timersOf(database)).toEqual([
      { what: 'approval.tell 4', at: new Date('2031-03-04T04:00:00Z') },
    ]);
    expect([...(await cardsOf(database)).keys()]).toEqual([`approval:${calm}`]);
    await database.workshop.transact((work) =>
      tellOfApproval(work, deps, { id: calm, person: tamar.telegramId, correlationId }),
    );
    expect([...(await cardsOf(database)).keys()]).toContain(`approval:${calm}:4`);

    const urgent = await request({ kind: 'deposit_exception', subject: 'checklist:2' });
    await escalate(urgent);
    expect([...(await cardsOf(database)).keys()]).toContain(`approval:${urgent}:4`);
  });
});
