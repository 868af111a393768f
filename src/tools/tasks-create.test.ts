import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyInTest } from '../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../test/support/database.js';
import { failureOf, runTool } from '../../test/support/tool.js';
import { tasksCreateTool } from './tasks-create.js';

const AGENT = 'agent:0b8e7f0e-6a57-4f3a-9a54-6a1b0c7f2d11';
let database: OpenDatabase;
let tool: ReturnType<typeof tasksCreateTool>;

beforeAll(async () => {
  database = await openTestDatabase();
  tool = tasksCreateTool({ prisma: database.prisma, ...companyInTest() });
  await database.prisma.staff.create({
    data: { telegramId: 5001n, name: 'Nika', role: 'staff', branches: ['tbilisi'], language: 'en' },
  });
});

beforeEach(async () => {
  await database.rows('truncate staff_tasks, effects cascade');
});

afterAll(() => database.close());

const wish = { title: 'Change the oil', branch: 'tbilisi' };

async function use(input: object, by = AGENT, run = 'run-1'): Promise<string> {
  const result = await runTool(tool, input, { requestedBy: by, idempotencyKey: `${run}:greet` });
  await database.workshop.transact((work) => result.write?.(work) ?? Promise.resolve());
  return (result.output as { id: string }).id;
}

describe('tasks.create', () => {
  it('gives a person a task and answers its id', async () => {
    const id = await use({ ...wish, assignee: 5001, car: 7, due_at: '2026-03-02T18:00:00+04:00' });
    expect(await database.prisma.staffTask.findMany()).toMatchObject([
      {
        ...{ id, title: 'Change the oil', assigneeId: 5001n, carId: 7, source: 'agent', createdBy: null },
        dueAt: new Date('2026-03-02T14:00:00Z'),
      },
    ]);
    const lanes = await database.prisma.effect.findMany({ select: { lane: true } });
    expect(lanes.map(({ lane }) => lane).sort()).toEqual(['telegram:5001', 'telegram:tbilisi']);
  });

  it('makes one task of a step that is repeated, and of one key', async () => {
    expect(await use(wish)).toBe(await use(wish));
    const first = await use({ ...wish, key: 'oil-7' }, AGENT, 'run-2');
    expect(await use({ ...wish, key: 'oil-7', title: 'Change oil and filter' }, AGENT, 'run-3')).toBe(first);
    expect(await use({ ...wish, key: 'oil-7' }, 'staff:5001', 'run-4')).not.toBe(first);
    const titles = await database.prisma.staffTask.findMany({ select: { title: true, createdBy: true } });
    expect(titles).toHaveLength(3);
    expect(titles).toContainEqual({ title: 'Change oil and filter', createdBy: null });
    expect(titles).toContainEqual({ title: 'Change the oil', createdBy: 5001n });
  });

  it('says which branch or person it does not know', async () => {
    const branch = await failureOf(runTool(tool, { ...wish, branch: 'baku' }));
    expect(branch).toMatchObject({ code: 'tool.no_such_branch', retryable: false });
    const person = await failureOf(runTool(tool, { ...wish, assignee: 99 }));
    expect(person).toMatchObject({ code: 'tool.no_such_assignee', retryable: false });
  });
});
