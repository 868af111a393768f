import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyInTest, NOON } from '../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../test/support/database.js';
import { failureOf, runTool } from '../../test/support/tool.js';
import type { AnyTool } from '../engine/pipelines/index.js';
import { telegramAskTool } from './telegram-ask.js';
import { telegramEditTool } from './telegram-edit.js';
import { telegramPostTool } from './telegram-post.js';

const AGENT = 'agent:0b8e7f0e-6a57-4f3a-9a54-6a1b0c7f2d11';
let database: OpenDatabase;
let post: AnyTool;
let edit: AnyTool;
let ask: AnyTool;

beforeAll(async () => {
  database = await openTestDatabase();
  const deps = { prisma: database.prisma, ...companyInTest() };
  [post, edit, ask] = [telegramPostTool(deps), telegramEditTool(deps), telegramAskTool(deps)];
  const staff = { name: 'Nino', role: 'staff', branches: ['tbilisi'] };
  await database.prisma.staff.createMany({
    data: [
      { ...staff, telegramId: 5001n },
      { ...staff, telegramId: 5002n, leftAt: NOON },
    ],
  });
  await database.prisma.car.create({ data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Prius' } });
});

beforeEach(async () => {
  await database.rows('truncate effects, approvals, jobs cascade');
});

afterAll(() => database.close());

/** Uses the tool and stores what it writes, as the end of a step does. */
async function use(
  tool: AnyTool,
  input: unknown,
  step = 'greet',
): Promise<Awaited<ReturnType<AnyTool['run']>>> {
  const result = await runTool(tool, input, {
    step,
    idempotencyKey: `run-1:${step}`,
    requestedBy: AGENT,
  });
  await database.workshop.transact((work) => result.write?.(work) ?? Promise.resolve());
  return result;
}

function effects(): Promise<{ lane: string; kind: string; priority: number; payload: unknown }[]> {
  return database.prisma.effect.findMany({
    select: { lane: true, kind: true, priority: true, payload: true },
    orderBy: { id: 'asc' },
  });
}

describe('telegram.post', () => {
  it("posts in a standing topic of the branch's group, with what it is given as text", async () => {
    const to = { branch: 'tbilisi', topic: 'bookings' };
    const { output } = await use(post, { to, text: 'Tom & <Jerry>', priority: 2 });
    expect(output).toEqual({ key: 'pipeline:run-1:greet' });
    expect(await effects()).toMatchObject([
      {
        lane: 'telegram:tbilisi',
        kind: 'card',
        priority: 2,
        payload: {
          key: 'pipeline:run-1:greet',
          html: 'Tom &amp; &lt;Jerry&gt;',
          to: { branch: 'tbilisi', topic: { key: 'bookings' } },
        },
      },
    ]);
  });

  it('posts in the topic of a car and in private to one of the staff', async () => {
    await use(post, { to: { branch: 'tbilisi', topic: { car: 7 } }, html: '<b>ready</b>' }, 'one');
    await use(post, { to: { staff: 5001 }, text: 'hello' }, 'two');
    expect(await effects()).toMatchObject([
      { payload: { html: '<b>ready</b>', to: { topic: { key: 'car:7', name: 'AA123BB Prius' } } } },
      { lane: 'telegram:5001', payload: { to: { chatId: '5001' } } },
    ]);
  });

  it.each([
    [{ to: { branch: 'paris', topic: 'cash' }, text: 'a' }, 'tool.no_such_branch'],
    [{ to: { branch: 'constructor', topic: 'cash' }, text: 'a' }, 'tool.no_such_branch'],
    [{ to: { staff: '6000' }, text: 'a' }, 'telegram.no_such_member'],
    [{ to: { staff: '5002' }, text: 'a' }, 'telegram.no_such_member'],
    [{ to: { staff: '5001' }, html: '<b>a' }, 'telegram.bad_markup'],
    [{ to: { staff: '5001' }, text: 'a'.repeat(4097) }, 'telegram.too_long'],
  ])('posts nothing that cannot arrive: %#', async (input, code) => {
    expect(await failureOf(runTool(post, input))).toMatchObject({ code, retryable: false });
  });

  it.each([
    { to: { staff: '5001' } },
    { to: { staff: '5001' }, text: 'a', html: 'b' },
    { to: { branch: 'tbilisi' }, text: 'a' },
    { to: { chatId: '-1001' }, text: 'a' },
    { to: { staff: '-1001' }, text: 'a' },
  ])('takes no %j', (input) => {
    expect(post.input.safeParse(input).success).toBe(false);
  });
});

describe('telegram.edit', () => {
  const to = { branch: 'tbilisi', topic: 'alerts' };

  it('changes the message that was posted under the key, by either form of it', async () => {
    const { output } = await use(post, { to, key: 'briefing', text: 'one' }, 'one');
    await use(edit, { to, key: (output as { key: string }).key, text: 'two' }, 'two');
    await use(edit, { to, key: 'briefing', text: 'three' }, 'three');
    const keys = (await effects()).map(({ payload }) => (payload as { key: string }).key);
    expect(keys).toEqual(['pipeline:briefing', 'pipeline:briefing', 'pipeline:briefing']);
  });

  it("cannot reach the product's own cards", async () => {
    await use(edit, { to, key: 'approval:1', text: 'approved!' });
    expect(await effects()).toMatchObject([{ payload: { key: 'pipeline:approval:1' } }]);
  });
});

describe('telegram.ask', () => {
  const question = { text: 'Refund <200>?', branch: 'tbilisi' };

  it('waits for an approval, whose card and end are stored with it', async () => {
    const result = await use(
      ask,
      { ...question, deadline_seconds: 600, second_person: true, owner: 5001 },
      'refund',
    );
    const approval = await database.prisma.approval.findFirstOrThrow();
    expect(result).toMatchObject({ waitUntil: null, waitsFor: `approval:${approval.id}` });
    expect(approval).toMatchObject({
      kind: 'pipeline',
      branch: 'tbilisi',
      subject: 'run:6f1c2b54-8a8a-4a0e-9b56-0a3f1f2c9d01:refund',
      state: 'pending',
      expiresAt: new Date(NOON.getTime() + 600_000),
      payload: {
        text: 'Refund <200>?',
        role: 'manager',
        owner: '5001',
        secondPerson: true,
        requestedBy: AGENT,
      },
    });
    expect(await database.prisma.job.findMany({ select: { kind: true, payload: true } })).toEqual([
      { kind: 'approval.expire', payload: { approvalId: approval.id } },
    ]);
    const [card] = await effects();
    expect(card).toMatchObject({ lane: 'telegram:tbilisi', payload: { to: { topic: { key: 'alerts' } } } });
    expect(JSON.stringify(card)).toContain('Refund &lt;200&gt;?');
  });

  it('asks nobody in a branch that is not there', async () => {
    const error = await failureOf(runTool(ask, { ...question, branch: 'paris' }));
    expect(error.code).toBe('tool.no_such_branch');
    expect(error.message).toContain('tbilisi');
  });
});
