import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyInTest, NOON } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import type { CardPost } from '../posts/index.js';
import { findMember, type StaffMember } from '../staff/index.js';
import {
  changeTask,
  createStaffTask,
  openTask,
  taskIdOf,
  wakeTask,
  type NewStaffTask,
  type TaskChange,
  type TaskOutcome,
} from './index.js';

const NIKA = 5001n;
const LEVAN = 5002n;
const MANAGER = 5003n;
const ELSEWHERE = 5004n;

let database: OpenDatabase;
const deps = companyInTest();

beforeAll(async () => {
  database = await openTestDatabase();
  const staff = { role: 'staff', branches: ['tbilisi'], language: 'en' };
  await database.prisma.staff.createMany({
    data: [
      { ...staff, telegramId: NIKA, name: 'Nika' },
      { ...staff, telegramId: LEVAN, name: 'Levan' },
      { ...staff, telegramId: MANAGER, name: 'Maka', role: 'manager' },
      { ...staff, telegramId: ELSEWHERE, name: 'Eka', branches: ['batumi'] },
    ],
  });
  await database.prisma.car.create({ data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Prius' } });
});

beforeEach(async () => {
  deps.setTime(NOON);
  await database.rows('truncate staff_tasks, effects, jobs, audit_log, duty_shifts cascade');
});

afterAll(() => database.close());

function create(facts: Partial<NewStaffTask> = {}): Promise<{ id: string; created: boolean }> {
  const task = { title: 'Wash the car', branch: 'tbilisi', source: 'agent' as const, correlationId: 'c' };
  return database.workshop.transact((work) => createStaffTask(work, deps, { ...task, ...facts }));
}

async function member(id: bigint): Promise<StaffMember> {
  const found = await findMember(database.prisma, id);
  if (found === null) throw new Error('nobody');
  return found;
}

async function change(taskId: string, by: bigint, wanted: TaskChange): Promise<TaskOutcome> {
  const person = await member(by);
  return database.workshop.transact((work) =>
    changeTask(work, deps, { taskId, by: person, change: wanted, correlationId: 'c' }),
  );
}

/** The last state of every card, by its key; `#` stands for the task's id. */
async function cards(id: string): Promise<Record<string, CardPost>> {
  const effects = await database.prisma.effect.findMany({ where: { kind: 'card' }, orderBy: { id: 'asc' } });
  const posts = effects.map((one) => one.payload as unknown as CardPost);
  return Object.fromEntries(posts.map((post) => [post.key.replace(id, '#'), post]));
}

async function timers(): Promise<{ at: string; runAt: Date }[]> {
  const jobs = await database.prisma.job.findMany({ where: { kind: 'task.wake' }, orderBy: { id: 'asc' } });
  return jobs.map((job) => ({ at: (job.payload as { at: string }).at, runAt: job.runAt }));
}

describe('a task', () => {
  it('has a card with its assignee and one in the topic of its car', async () => {
    const { id } = await create({ carId: 7, assigneeId: NIKA, body: 'Inside <too>' });
    const shown = await cards(id);
    expect(Object.keys(shown).sort()).toEqual(['task:#', 'task:#:5001']);
    expect(shown['task:#']?.to).toEqual({
      branch: 'tbilisi',
      topic: { key: 'car:7', name: 'AA123BB Prius' },
    });
    expect(shown['task:#:5001']?.html).toMatch(
      /Wash the car[^]*Inside &lt;too&gt;[^]*AA123BB · Prius[^]*Nika/,
    );
  });

  it('without a car is in the topic of maintenance, and without an assignee with everybody on duty', async () => {
    await database.prisma.dutyShift.createMany({
      data: [NIKA, LEVAN].map((staffId) => ({
        ...{ staffId, branch: 'tbilisi', createdBy: MANAGER },
        startsAt: new Date(NOON.getTime() - 3_600_000),
        endsAt: new Date(NOON.getTime() + 3_600_000),
      })),
    });
    const { id } = await create();
    const shown = await cards(id);
    expect(Object.keys(shown).sort()).toEqual(['task:#', 'task:#:5001', 'task:#:5002']);
    expect(shown['task:#']?.to).toMatchObject({ topic: { key: 'maintenance' } });
    expect(shown['task:#:5001']?.keyboard?.[0]?.[0]?.text).toMatch(/I’ll do it/);
  });

  it('of one source key is one task, however many ask for it at once, and is edited when it comes again', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => create({ sourceKey: 'service:7' })));
    expect(new Set(made.map((one) => one.id))).toEqual(new Set([taskIdOf('service:7')]));
    expect(made.filter((one) => one.created)).toHaveLength(1);
    const again = await create({ sourceKey: 'service:7', title: 'Change the oil', assigneeId: LEVAN });
    expect(again.created).toBe(false);
    expect(await database.prisma.staffTask.findMany()).toMatchObject([
      { title: 'Change the oil', assigneeId: LEVAN, told: [LEVAN] },
    ]);
    expect((await cards(again.id))['task:#:5002']?.html).toMatch(/Change the oil/);
  });

  it('that is done stays done when its source says the same again', async () => {
    const { id } = await create({ sourceKey: 'service:8', assigneeId: NIKA });
    await change(id, NIKA, { do: 'done' });
    await create({ sourceKey: 'service:8', title: 'Other words' });
    expect(await database.prisma.staffTask.findMany()).toMatchObject([
      { title: 'Wash the car', state: 'done' },
    ]);
  });
});

describe('changing a task', () => {
  it('is for whoever is to do it, whoever made it and the managers of its branch', async () => {
    const { id } = await create({ assigneeId: NIKA });
    expect(await change(id, LEVAN, { do: 'done' })).toMatchObject({ outcome: 'refused' });
    expect(await change(id, ELSEWHERE, { do: 'comment', text: 'hi' })).toMatchObject({ outcome: 'refused' });
    expect(await change(id, LEVAN, { do: 'assign', to: LEVAN })).toMatchObject({ outcome: 'refused' });
    expect(await change(id, NIKA, { do: 'assign', to: ELSEWHERE })).toMatchObject({ outcome: 'unfit' });
    expect(await change(id, NIKA, { do: 'assign', to: LEVAN })).toMatchObject({ outcome: 'changed' });
    expect(await change(id, NIKA, { do: 'done' })).toMatchObject({ outcome: 'refused' });
    expect(await change(id, MANAGER, { do: 'done' })).toMatchObject({ outcome: 'changed' });
  });

  it('by two at once is done by the first, and the second hears who it was', async () => {
    const { id } = await create();
    const [one, other] = await Promise.all([
      change(id, NIKA, { do: 'take' }),
      change(id, LEVAN, { do: 'take' }),
    ]);
    const outcomes = [one, other].map((result) => result.outcome);
    expect([...outcomes].sort()).toEqual(['changed', 'taken']);
    const winner = outcomes[0] === 'changed' ? NIKA : LEVAN;
    expect(await database.prisma.staffTask.findUnique({ where: { id } })).toMatchObject({
      assigneeId: winner,
    });
    const entries = await database.prisma.staffTaskEntry.findMany({ where: { what: 'taken' } });
    expect(entries).toHaveLength(1);
  });

  it('shows on everybody’s card, with its history', async () => {
    const { id } = await create({ assigneeId: NIKA });
    await change(id, NIKA, { do: 'comment', text: 'No <water>' });
    await change(id, NIKA, { do: 'assign', to: LEVAN });
    const shown = await cards(id);
    for (const key of ['task:#', 'task:#:5001', 'task:#:5002'])
      expect(shown[key]?.html).toMatch(/🙋 Levan[^]*💬 12:00 <b>Nika:<\/b> No &lt;water&gt;[^]*Nika → Levan/);
    // Whoever gave it away can still say something.
    expect(shown['task:#:5001']?.keyboard?.flat().map((one) => one.text)).toEqual(['💬 Comment']);
  });

  it('shows to nobody who has left, or works in another branch by now', async () => {
    const { id } = await create({ assigneeId: NIKA });
    await change(id, NIKA, { do: 'assign', to: LEVAN });
    const staff = (telegramId: bigint, data: object) =>
      database.prisma.staff.update({ where: { telegramId }, data });
    for (const [gone, back] of [
      [{ leftAt: NOON }, { leftAt: null }],
      [{ branches: ['batumi'] }, { branches: ['tbilisi'] }],
    ]) {
      await staff(NIKA, gone ?? {});
      await database.rows('truncate effects');
      await change(id, LEVAN, { do: 'comment', text: 'On it' });
      expect(Object.keys(await cards(id)).sort()).toEqual(['task:#', 'task:#:5002']);
      await staff(NIKA, back ?? {});
    }
  });

  it('stays within Telegram’s limits, however much is said about it: the newest is kept', async () => {
    const { id } = await create({ assigneeId: NIKA, title: '<'.repeat(300), body: 'b'.repeat(5_000) });
    for (let round = 0; round < 12; round += 1)
      await change(id, NIKA, { do: 'comment', text: `${round} ${'&'.repeat(900)}` });
    const html = (await cards(id))['task:#:5001']?.html ?? '';
    expect(html.length).toBeLessThanOrEqual(4_096);
    expect(html).toContain(' 11 &amp;');
  });

  it('that is done tells its creator, and is on record', async () => {
    const { id } = await create({ assigneeId: NIKA, createdBy: MANAGER, source: 'person' });
    await change(id, NIKA, { do: 'done' });
    const texts = await database.prisma.effect.findMany({ where: { kind: 'text' } });
    expect(texts.map((one) => one.payload)).toMatchObject([
      { to: { chatId: '5003' }, html: '✅ Nika has done the task “Wash the car”' },
    ]);
    const audited = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(audited.map((one) => `${one.actor} ${one.action}`)).toEqual([
      '5003 staff_task.created',
      '5001 staff_task.done',
    ]);
  });

  it('can be taken back after a wrong tap', async () => {
    const { id } = await create({ assigneeId: NIKA });
    await change(id, NIKA, { do: 'done' });
    expect(await change(id, NIKA, { do: 'done' })).toMatchObject({ outcome: 'closed' });
    expect(await change(id, NIKA, { do: 'reopen' })).toMatchObject({ outcome: 'changed' });
    expect(await database.prisma.staffTask.findUnique({ where: { id } })).toMatchObject({
      ...{ state: 'open', doneAt: null, doneBy: null },
    });
  });
});

describe('the timer of a task', () => {
  const due = new Date('2031-03-03T14:00:00Z');
  const night = new Date('2031-03-03T22:00:00Z');

  function wake(taskId: string, at: Date): Promise<void> {
    return database.workshop.transact((work) => wakeTask(work, deps, { taskId, at: at.toISOString() }, 'c'));
  }

  it('brings the card below when it is due', async () => {
    const { id } = await create({ assigneeId: NIKA, dueAt: due });
    expect(await timers()).toEqual([{ at: due.toISOString(), runAt: due }]);
    deps.setTime(due);
    await wake(id, due);
    expect((await cards(id))['task:#:5001']).toMatchObject({ below: true });
    expect((await cards(id))['task:#:5001']?.html).toMatch(/🔴 Overdue since/);
  });

  it('means nothing when the task was snoozed, moved or done meanwhile', async () => {
    const { id } = await create({ assigneeId: NIKA, dueAt: due });
    await change(id, NIKA, { do: 'snooze', until: new Date(due.getTime() + 3_600_000) });
    expect((await timers()).map((one) => one.runAt.toISOString())).toEqual([
      due.toISOString(),
      '2031-03-03T15:00:00.000Z',
    ]);
    await database.rows('truncate effects');
    await wake(id, due);
    await wake(id, new Date('2031-03-03T14:30:00Z'));
    expect(await cards(id)).toEqual({});
    await change(id, NIKA, { do: 'done' });
    await database.rows('truncate effects');
    await wake(id, new Date('2031-03-03T15:00:00Z'));
    expect(await cards(id)).toEqual({});
  });

  it('lets people sleep: it waits until their quiet hours end', async () => {
    const { id } = await create({ assigneeId: NIKA, dueAt: night });
    await database.rows('truncate effects, jobs');
    deps.setTime(night);
    await wake(id, night);
    expect(await cards(id)).toEqual({});
    const morning = new Date('2031-03-04T04:00:00Z');
    expect(await timers()).toEqual([{ at: night.toISOString(), runAt: morning }]);
    deps.setTime(morning);
    await wake(id, night);
    expect((await cards(id))['task:#:5001']).toMatchObject({ below: true, silent: false });
  });

  it('wakes nobody who sleeps while others are awake, and comes to them in the morning', async () => {
    await database.prisma.staff.update({ where: { telegramId: MANAGER }, data: { quietHours: 'none' } });
    const { id } = await create({ assigneeId: NIKA, dueAt: night });
    const person = await member(MANAGER);
    await database.workshop.transact((work) =>
      openTask(work, deps, { taskId: id, person, correlationId: 'c', below: true }),
    );
    await database.rows('truncate effects, jobs');
    deps.setTime(night);
    await wake(id, night);
    expect((await cards(id))['task:#:5003']).toMatchObject({ below: true });
    expect((await cards(id))['task:#:5001']).not.toMatchObject({ below: true });
    const morning = new Date('2031-03-04T04:00:00Z');
    const [timer, ...others] = await database.prisma.job.findMany({ where: { kind: 'task.wake' } });
    expect(others).toEqual([]);
    expect(timer?.runAt).toEqual(morning);
    deps.setTime(morning);
    await database.rows('truncate effects');
    const payload = timer?.payload as unknown as Parameters<typeof wakeTask>[2];
    await database.workshop.transact((work) => wakeTask(work, deps, payload, 'c'));
    expect((await cards(id))['task:#:5001']).toMatchObject({ below: true });
    expect((await cards(id))['task:#:5003']).not.toMatchObject({ below: true });
    await database.prisma.staff.update({ where: { telegramId: MANAGER }, data: { quietHours: null } });
  });

  it('given at night comes without a sound', async () => {
    deps.setTime(night);
    const { id } = await create({ assigneeId: NIKA });
    expect((await cards(id))['task:#:5001']).toMatchObject({ silent: true });
  });
});

describe('opening a task', () => {
  it('puts its card below for who may see it, and keeps it up to date there', async () => {
    const { id } = await create({ assigneeId: NIKA });
    const opens = async (person: bigint): Promise<boolean> => {
      const asked = { taskId: id, person: await member(person), correlationId: 'c', below: true };
      return database.workshop.transact((work) => openTask(work, deps, asked));
    };
    expect(await opens(ELSEWHERE)).toBe(false);
    expect(await opens(MANAGER)).toBe(true);
    expect((await cards(id))['task:#:5003']).toMatchObject({ below: true });
    await change(id, NIKA, { do: 'done' });
    expect((await cards(id))['task:#:5003']?.html).toMatch(/Done by Nika/);
  });
});
