import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import { NOON } from '../../../../test/support/company.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { openIncident, type NewIncident } from '../../../domain/incidents/index.js';
import { encodeCallback, type CallbackOf } from '../../../domain/posts/index.js';
import type { Incident } from '../../../platform/prisma/index.js';
import type { SeatMessage } from '../../../playground/telegram/index.js';
import { GIORGI, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

const DAY_MS = 24 * 3_600_000;

let stage: BotInTest;
let database: OpenDatabase;
let admin: Person, manager: Person, employee: Person;
let group: number;

beforeAll(async () => {
  stage = await startBot();
  ({ database, admin, manager, outsider: employee, group } = stage);
  await stage.hires('Gio');
  await database.prisma.car.createMany({
    data: [
      { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Toyota Camry' },
      { id: 8, branch: 'tbilisi', plate: 'AA124CC', model: 'Kia Rio' },
      { id: 9, branch: 'batumi', plate: 'BB900BB', model: 'Kia Rio' },
    ],
  });
  for (const one of [admin, manager, employee]) one.says('/start');
  await employee.sees(/./);
});

beforeEach(async () => {
  stage.setTime(NOON);
  await database.rows('truncate incidents, approvals, cards, conversation_states, audit_log cascade');
  await database.rows(`delete from jobs where state = 'waiting'`);
});

afterAll(() => stage.close());

/** Each test has its own words: cards of earlier ones stand above. */
async function open(text: string, given: Partial<NewIncident> = {}): Promise<string> {
  const { id } = await database.workshop.transact((work) =>
    openIncident(work, stage.deps, {
      ...{ kind: 'new_damage', branch: 'tbilisi', carId: 7, text, correlationId: 'c1' },
      ...given,
    }),
  );
  return id;
}

function stored(id: string): Promise<Incident> {
  return database.prisma.incident.findUniqueOrThrow({ where: { id } });
}

function button(incidentId: string, verb: CallbackOf<'incident'>['verb']): string {
  return encodeCallback({ action: 'incident', incidentId, verb });
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

/** The card in private, as a link opens it. */
async function opensInPrivate(person: Person, id: string, text: RegExp) {
  person.says(`/start incident-${id}`);
  return person.sees(text);
}

describe('the card of an incident', () => {
  it('is taken on by the first of two; the other is told who that was', async () => {
    const id = await open('left door');
    const card = await manager.sees(/New damage[^]*left door/, group);
    await Promise.all([
      manager.pressesData(button(id, 'acknowledge'), card, false),
      admin.pressesData(button(id, 'acknowledge'), card, false),
    ]);
    const isFirst = (await stored(id)).acknowledgedBy === BigInt(GIORGI);
    const winner = isFirst ? 'Giorgi' : 'Nino';
    const told = new RegExp(`^Already with ${winner}, .*12:00`);
    await isTold(isFirst ? admin : manager, button(id, 'acknowledge'), card, told);
    await manager.sees(new RegExp(`with ${winner}[^]*left door[^]*${winner} took it on`), group);
  });

  it('takes comments by replies in the topic, and is closed by a manager at once', async () => {
    const id = await open('mirror');
    const card = await manager.sees(/mirror/, group);
    await isTold(manager, button(id, 'comment'), card, /^Reply to this card/);
    const { seat } = stage.telegram.emulator;
    seat.sendMessage({ user: GIORGI, chat: group, text: 'A new one is ordered', reply_to: card.message_id });
    await manager.sees(/mirror[^]*Giorgi: A new one is ordered/, group);
    await manager.pressesData(button(id, 'resolve'), card, false);
    await manager.sees(/closed by Giorgi[^]*mirror/, group);
    await isTold(admin, button(id, 'resolve'), card, /^Already closed by Giorgi/);
    await manager.pressesData(button(id, 'reopen'), card, false);
    await manager.sees(/open[^]*mirror[^]*Opened again by Giorgi/, group);
    await manager.pressesData(button(id, 'resolve'), card, false);
    stage.setTime(new Date(NOON.getTime() + 8 * DAY_MS));
    await isTold(manager, button(id, 'reopen'), card, /report a new problem/);
  });

  it('of an employee is closed when a manager has approved what was done', async () => {
    const id = await open('tyre');
    const card = await opensInPrivate(employee, id, /tyre/);
    await employee.pressesData(button(id, 'resolve'), card, false);
    await employee.sees(/What was done/);
    employee.says('Changed the tyre');
    await employee.sees(/The manager was asked to confirm/);
    expect(await stored(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: BigInt(OUTSIDER) });
    const asked = await manager.sees(/Closing an incident[^]*Changed the tyre/, group);
    const approval = await database.prisma.approval.findFirstOrThrow({ where: { state: 'pending' } });
    const approve = encodeCallback({ action: 'approval', approvalId: approval.id, decision: 'approve' });
    await manager.pressesData(approve, asked, false);
    await manager.sees(/🟢 closed by Giorgi[^]*tyre[^]*Gio asks to close it: Changed the tyre/, group);
    await employee.sees(/Your request has been decided[^]*Approved by Giorgi/);
  });

  it('is commented in private, and not any more when it was closed meanwhile', async () => {
    const id = await open('wiper');
    const card = await opensInPrivate(employee, id, /wiper/);
    await employee.pressesData(button(id, 'comment'), card, false);
    await employee.sees(/What would you like to add/);
    employee.says('It squeaks');
    await employee.sees(/^Added/);
    await manager.sees(/wiper[^]*Gio: It squeaks/, group);
    const inGroup = await manager.sees(/wiper/, group);
    await manager.pressesData(button(id, 'resolve'), inGroup, false);
    await isTold(employee, button(id, 'comment'), card, /^Already closed by Giorgi/);
  });

  it('of another branch is nothing for an employee, whatever they get hold of', async () => {
    const id = await open('elsewhere', { branch: 'batumi', carId: 9 });
    const menu = await employee.sees(/./);
    for (const verb of ['open', 'acknowledge', 'comment', 'resolve', 'reopen'] as const)
      await isTold(employee, button(id, verb), menu, /not allowed/);
    expect(await stored(id)).toMatchObject({ state: 'open', told: [] });
    employee.says(`/start incident-${id}`);
    await employee.sees(/not allowed/);
    await isTold(employee, button(randomUUID(), 'open'), menu, /out of date/);
  });

  it('goes to the managers in private while nobody takes it on', async () => {
    await open('nobody looks');
    await manager.sees(/nobody looks/, group);
    await database.rows(
      `update jobs set run_at = now() where kind = 'incident.escalate' and payload ->> 'role' = 'manager'`,
    );
    await manager.sees(/nobody looks[^]*Escalated: Branch manager/);
    await manager.sees(/nobody looks[^]*Escalated: Branch manager/, group);
  });
});

describe('/incidents', () => {
  it('lists what is open in the branch, and what was closed lately', async () => {
    await open('a');
    stage.setTime(new Date(NOON.getTime() + 60_000));
    await open('b', { carId: 8, kind: 'lost_tracker' });
    await open('c', { branch: 'batumi', carId: 9 });
    employee.says('/incidents');
    const list = textOf(await employee.sees(/Tap a line/));
    expect(list).toMatch(/New damage · AA123BB[^]*Tracker does not answer · AA124CC/);
    expect(list).not.toContain('BB900BB');
    await employee.presses(/Closed in 7 days/);
    await employee.sees(/Nothing was closed/);
    await employee.presses(/Open ones/);
    await employee.presses(/🔴 📡/);
    await employee.sees(/Tracker does not answer · AA124CC[^]*Opened/);
  });
});

describe('/problem', () => {
  it('asks for the car and what happened, takes photos, and opens an incident with an album', async () => {
    employee.says('/problem');
    await employee.sees(/Which car is it/);
    employee.says('BB900BB');
    await employee.sees(/You have no car with this plate/);
    employee.says('аа 123 вв');
    await employee.sees(/What happened/);
    employee.says('A stone hit the windscreen');
    await employee.sees(/Any photos/);
    await employee.sendsPhotos(2);
    await employee.sees(/2 photos received/);
    await employee.presses(/Send/);
    await employee.sees(/Recorded: .*Problem · AA123BB/);
    const incident = await database.prisma.incident.findFirstOrThrow();
    expect(incident).toMatchObject({
      ...{ kind: 'reported', branch: 'tbilisi', carId: 7, text: 'A stone hit the windscreen' },
      openedBy: BigInt(OUTSIDER),
    });
    expect(incident.photoIds).toHaveLength(2);
    await manager.sees(/Problem · AA123BB[^]*windscreen[^]*2 photos[^]*Reported by Gio/, group);
    await manager.sees(/Photos of the incident/, group);
  });

  it('takes the car with the command, and a photo with a caption as what happened', async () => {
    employee.says('/problem AA124CC');
    await eventually(
      async () => (await database.prisma.conversationState.count()) === 1,
      'the conversation is under way',
    );
    employee.says('No spare wheel');
    await employee.presses(/✅ Send/);
    await eventually(async () => (await database.prisma.incident.count()) === 1, 'it is opened');
    expect(await database.prisma.incident.findFirstOrThrow()).toMatchObject({
      carId: 8,
      text: 'No spare wheel',
    });
  });

  it('is about no car when the person says so, and is nothing when they change their mind', async () => {
    employee.says('/problem');
    await eventually(
      async () => (await database.prisma.conversationState.count()) === 1,
      'the conversation is under way',
    );
    await employee.presses(/No car/);
    employee.says('The gate is stuck');
    await employee.presses(/Never mind/);
    await employee.sees(/Nothing was recorded/);
    expect(await database.prisma.incident.count()).toBe(0);
  });
});
