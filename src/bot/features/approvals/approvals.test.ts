import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { emitApprovalRequest, type NewRequest } from '../../../domain/approvals/index.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import type { Approval } from '../../../platform/prisma/index.js';
import type { SeatMessage } from '../../../playground/telegram/index.js';
import { GIORGI, NINO, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

let stage: BotInTest;
let database: OpenDatabase;
let admin: Person, manager: Person, employee: Person;
let group: number;

beforeAll(async () => {
  stage = await startBot();
  ({ database, admin, manager, outsider: employee, group } = stage);
  await stage.hires('Gio');
  await database.prisma.car.create({
    data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Toyota Camry' },
  });
  for (const one of [admin, manager, employee]) one.says('/start');
  await employee.sees(/./);
});

beforeEach(async () => {
  stage.setTime(NOON);
  await database.rows('truncate approvals, cards, conversation_states, audit_log cascade');
  await database.rows(`delete from jobs where state = 'waiting'`);
});

afterAll(() => stage.close());

/** Each test has its own reason: cards of earlier ones stand above. */
async function request(reason: string, given: Partial<NewRequest> = {}): Promise<string> {
  const { id } = await database.workshop.transact((work) =>
    emitApprovalRequest(work, stage.deps, {
      ...{ kind: 'extra_charge', branch: 'tbilisi', subject: `return:${reason}`, carId: 7, reason },
      ...{ requestedBy: BigInt(OUTSIDER), correlationId: 'c1', money: { minor: 5_000, currency: 'GEL' } },
      ...given,
    }),
  );
  return id;
}

function stored(id: string): Promise<Approval> {
  return database.prisma.approval.findUniqueOrThrow({ where: { id } });
}

function decision(approvalId: string, word: 'approve' | 'reject' = 'approve'): string {
  return encodeCallback({ action: 'approval', approvalId, decision: word });
}

/** Presses until the answer says so: one that took long is answered without words, and the card says it. */
async function isTold(person: Person, data: string, message: SeatMessage, words: RegExp): Promise<void> {
  await eventually(
    async () => {
      const result = await person.pressesData(data, message, true);
      return result.answered && words.test(result.text ?? '');
    },
    `a press is answered with ${String(words)}`,
  );
}

/** How often the bot has asked the manager what to ask. */
function asked(): number {
  const messages = stage.telegram.emulator.seat.messages({ user: GIORGI, chat: GIORGI, limit: 100 });
  return messages.filter((one) => textOf(one).includes('What would you like')).length;
}

/** Lets a timer ring now; jobs go by the database's clock. */
async function rings(kind: string, role?: string): Promise<void> {
  const { length } = await database.rows(
    `update jobs set run_at = now() where kind = $1 and ($2::text is null or payload ->> 'role' = $2) returning 1`,
    [kind, role ?? null],
  );
  expect(length).toBe(1);
}

describe('the card of a request', () => {
  it('is decided by the first of two who press at once; the other is told who that was', async () => {
    const id = await request('scratch');
    const card = await manager.sees(/Extra charge[^]*50[^]*scratch[^]*Giorgi/, group);
    await Promise.all([
      manager.pressesData(decision(id), card, false),
      admin.pressesData(decision(id, 'reject'), card, false),
    ]);
    // A press is answered within a second, also when the work behind it takes longer.
    await eventually(async () => (await stored(id)).state !== 'pending', 'one of the two decides');
    const { decidedBy, state } = await stored(id);
    const isFirst = decidedBy === BigInt(GIORGI);
    expect(state).toBe(isFirst ? 'approved' : 'rejected');
    const winner = isFirst ? 'Giorgi' : 'Nino';
    const verdict = isFirst ? 'Approved' : 'Rejected';
    const told = new RegExp(`^Already decided\\. .*${verdict} by ${winner} at .*12:00`);
    await isTold(isFirst ? admin : manager, decision(id), card, told);
    expect(await database.prisma.auditEntry.count({ where: { action: { startsWith: 'approval.' } } })).toBe(
      2,
    );
    const after = await manager.sees(new RegExp(`scratch[^]*${verdict} by ${winner}`), group);
    expect(after.reply_markup?.inline_keyboard ?? []).toEqual([]);
    expect(after.message_id).toBe(card.message_id);
    await employee.sees(new RegExp(`Your request has been decided[^]*AA123BB[^]*${verdict} by ${winner}`));
  });

  it('is nothing for employees, whatever button they get hold of', async () => {
    const id = await request('forged');
    const menu = await employee.sees(/./);
    for (const data of [
      decision(id),
      encodeCallback({ action: 'approval.ask', approvalId: id }),
      encodeCallback({ action: 'approval.open', approvalId: id }),
      encodeCallback({ action: 'approvals', page: 0 }),
      encodeCallback({ action: 'approval.answer', noteId: randomUUID() }),
    ])
      expect(await employee.pressesData(data, menu, true)).toMatchObject({
        answered: true,
        show_alert: true,
      });
    expect(await stored(id)).toMatchObject({ state: 'pending', told: [] });
    employee.says('/approvals');
    await employee.sees(/not allowed/);
  });

  it('of another branch is nothing for a manager', async () => {
    const id = await request('elsewhere', { branch: 'batumi' });
    const menu = await manager.sees(/./);
    await isTold(manager, decision(id), menu, /not allowed/);
    expect(await stored(id)).toMatchObject({ state: 'pending' });
    await isTold(manager, decision(randomUUID()), menu, /out of date/);
  });

  it('goes to the admins in private when nobody decides, works there, and then expires no more', async () => {
    const id = await request('slow');
    await manager.sees(/slow/, group);
    await rings('approval.escalate', 'head');
    const copy = await admin.sees(/slow[^]*Escalated: Administrator[^]*Waiting/);
    await manager.sees(/slow[^]*Escalated: Administrator/, group);
    await admin.pressesData(decision(id), copy, false);
    await admin.sees(/slow[^]*Approved by Nino/);
    await manager.sees(/slow[^]*Approved by Nino/, group);
    await rings('approval.expire');
    await eventually(
      async () => (await database.rows(`select 1 from jobs where kind = 'approval.expire'`)).length === 0,
      'the timer has rung',
    );
    expect(await stored(id)).toMatchObject({ state: 'approved' });
  });

  it('expires when nobody decides; who requested is told', async () => {
    const id = await request('forgotten');
    const card = await manager.sees(/forgotten/, group);
    await rings('approval.expire');
    await manager.sees(/forgotten[^]*Nobody decided in time/, group);
    await employee.sees(/has been decided[^]*Nobody decided in time/);
    await isTold(manager, decision(id), card, /^Already decided.*Nobody decided/);
  });
});

describe('asking about a request', () => {
  it('in the topic: a reply to the card reaches who requested, whose answer comes onto the card', async () => {
    const id = await request('towing');
    const card = await manager.sees(/towing/, group);
    const ask = encodeCallback({ action: 'approval.ask', approvalId: id });
    await isTold(manager, ask, card, /^Reply to this card/);
    const { seat } = stage.telegram.emulator;
    seat.sendMessage({ user: GIORGI, chat: group, text: 'Who towed it?', reply_to: card.message_id });
    const question = await employee.sees(/Giorgi asks[^]*AA123BB[^]*Who towed it\?/);
    await manager.sees(/towing[^]*Giorgi: Who towed it\?[^]*Waiting/, group);

    const [note] = await database.prisma.approvalNote.findMany();
    const answer = encodeCallback({ action: 'approval.answer', noteId: note?.id ?? '' });
    const own = await admin.sees(/./);
    expect(await admin.pressesData(answer, own, true)).toMatchObject({
      text: 'Somebody else was asked this',
    });
    await employee.pressesData(answer, question, false);
    await employee.sees(/Type your answer/);
    employee.says('Rustavi Tow, 14:00');
    await employee.sees(/Your answer is on the card/);
    await manager.sees(/towing[^]*Who towed it\?\n.*Gio: Rustavi Tow, 14:00[^]*Waiting/, group);
    // Who asked gets the card with the answer in private, and decides there.
    const copy = await manager.sees(/towing[^]*Rustavi Tow/);
    await manager.pressesData(decision(id), copy, false);
    const closed = await employee.sees(/Giorgi asks[^]*It has been decided/);
    expect(closed.reply_markup?.inline_keyboard ?? []).toEqual([]);
  });

  it('in private: the next message is the question; several can be asked, and answered by replying', async () => {
    const id = await request('cleaning');
    const ask = encodeCallback({ action: 'approval.ask', approvalId: id });
    manager.says('/approvals');
    await manager.sees(/Waiting for a decision/);
    await manager.presses(/Extra charge/);
    await manager.sees(/cleaning[^]*Waiting/);
    for (const [question, reply] of [
      ['What was dirty?', 'The seats'],
      ['All of them?', 'The back ones'],
    ] as const) {
      const prompts = asked();
      await manager.pressesData(ask, await manager.sees(/cleaning[^]*Waiting/), false);
      await eventually(() => asked() > prompts, 'the question is asked for');
      manager.says(question);
      const put = await employee.sees(new RegExp(`Giorgi asks[^]*${question.replace('?', '\\?')}`));
      const { seat } = stage.telegram.emulator;
      seat.sendMessage({ user: OUTSIDER, chat: OUTSIDER, text: reply, reply_to: put.message_id });
      await manager.sees(new RegExp(`cleaning[^]*Gio: ${reply}`), group);
    }
    await manager.sees(/What was dirty\?[^]*The seats[^]*All of them\?[^]*The back ones/);
  });

  it('is left by any command, and a question that comes after the decision is not put', async () => {
    const id = await request('hurry');
    await manager.sees(/hurry/, group);
    manager.says(`/start approval-${id}`);
    const copy = await manager.sees(/hurry[^]*Waiting/);
    const prompts = asked();
    await manager.pressesData(encodeCallback({ action: 'approval.ask', approvalId: id }), copy, false);
    await eventually(() => asked() > prompts, 'the question is asked for');
    const card = await admin.sees(/hurry/, group);
    await admin.pressesData(decision(id), card, false);
    manager.says('Still there?');
    await manager.sees(/Already decided\. .*Approved by Nino/);
    expect(await database.prisma.approvalNote.count()).toBe(0);
  });

  it('is not what a message does that replies to something else, or an employee’s', async () => {
    const id = await request('chatter');
    const card = await manager.sees(/chatter/, group);
    const { seat } = stage.telegram.emulator;
    const first = seat.sendMessage({ user: GIORGI, chat: group, text: 'just talking' });
    const second = { user: GIORGI, chat: group, text: 'me too', reply_to: first.message_id };
    await database.prisma.staff.update({ where: { telegramId: BigInt(NINO) }, data: { role: 'staff' } });
    const ofStaff = { user: NINO, chat: group, text: 'what is it?', reply_to: card.message_id };
    for (const one of [second, ofStaff]) await stage.handled(seat.sendMessage(one));
    await database.prisma.staff.update({ where: { telegramId: BigInt(NINO) }, data: { role: 'admin' } });
    expect(await database.prisma.approvalNote.count()).toBe(0);
    expect(await stored(id)).toMatchObject({ state: 'pending' });
  });
});

describe('/approvals', () => {
  it('lists what waits in the manager’s branches, the soonest to expire first; a link opens one too', async () => {
    await request('one', { lifetimeMs: 7_200_000 });
    const second = await request('two', { kind: 'cash_difference', lifetimeMs: 3_600_000, carId: undefined });
    await request('three', { branch: 'batumi' });
    manager.says('/approvals');
    const list = textOf(await manager.sees(/Waiting for a decision[^]*13:00/));
    expect(list.split('\n').filter((line) => line.startsWith('•'))).toEqual([
      expect.stringMatching(/Cash does not add up.*13:00/) as string,
      expect.stringMatching(/Extra charge.*AA123BB.*14:00/) as string,
    ]);
    manager.says(`/start approval-${second}`);
    await manager.sees(/Cash does not add up[^]*two[^]*Waiting/);
    manager.says(`/start approval-${randomUUID()}`);
    await manager.sees(/out of date/);
  });

  it('says so when nothing waits', async () => {
    admin.says('/approvals');
    expect(textOf(await admin.sees(/Nothing waits for your decision/))).toBeTruthy();
  });
});
