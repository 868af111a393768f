import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { companyInTest, NOON } from '../../../test/support/company.js';
import { eventually } from '../../../test/support/eventually.js';
import { openJobEngine, type JobEngine } from '../../../test/support/jobs.js';
import { cancelRun, compilePipeline, createRunJobs, startRun } from '../../engine/pipelines/index.js';
import { createLog } from '../../platform/log/index.js';
import type { Approval } from '../../platform/prisma/index.js';
import { debugEchoTool } from '../../tools/debug-echo.js';
import { telegramAskTool } from '../../tools/telegram-ask.js';
import type { Person } from '../staff/index.js';
import {
  answerQuestion,
  askQuestion,
  ESCALATE_APPROVAL,
  escalateQuestion,
  EXPIRE_APPROVAL,
  expireQuestion,
  withdrawQuestions,
  type Answered,
  type Answerer,
} from './index.js';

const log = createLog('silent');
const AGENT = '7b0c3a52-4f1e-4a47-9a0b-6f5b0a2f3c22';
const correlationId = 'c1';
const nino: Person = { telegramId: 1n, name: 'Nino', role: 'staff', branches: ['tbilisi'] };
const irina: Person = { telegramId: 2n, name: 'Irina', role: 'manager', branches: ['tbilisi'] };
const tamar: Person = { telegramId: 3n, name: 'Tamar', role: 'head', branches: [] };

let engine: JobEngine;
const deps = companyInTest();

beforeAll(async () => {
  engine = await openJobEngine();
  for (const { telegramId, name, role, branches } of [nino, irina, tamar])
    await engine.prisma.staff.create({
      data: { telegramId, name, role, branches: [...branches], language: role === 'head' ? 'ru' : 'en' },
    });
  await engine.prisma.apiAgent.create({ data: { id: AGENT, name: 'Concierge', scopes: [] } });
});

afterEach(async () => {
  deps.setTime(NOON);
  await engine.clear();
  await engine.rows('truncate approvals, runs, run_steps cascade');
});

afterAll(() => engine.close());

/** Starts a run whose first step asks, and waits until it does. */
async function ask(
  asked: Record<string, unknown> = {},
  requestedBy: string | null = null,
): Promise<{ runId: string; id: string }> {
  const { prisma, workshop } = engine;
  const tools = new Map(
    [telegramAskTool({ ...deps, prisma }), debugEchoTool()].map((tool) => [tool.name, tool]),
  );
  const plan = compilePipeline(
    {
      pipeline: [
        {
          id: 'ask',
          uses: 'telegram.ask',
          with: { text: 'Refund <50 GEL>?', branch: 'tbilisi', topic: 'cash', ...asked },
          save_as: 'answer',
        },
        { id: 'then', uses: 'debug.echo', with: { message: '${steps.answer.by}' } },
      ],
    },
    tools,
  );
  engine.startWorker(createRunJobs({ sql: engine.sql, tools, log, onFinished: () => Promise.resolve() }));
  const started = await workshop.transact((work) =>
    startRun(work, { version: '1', plan, cause: 'manual', correlationId, requestedBy, maxRetries: 0 }),
  );
  const runId = started?.id ?? '';
  await eventually(async () => (await stepOf(runId, 'ask'))?.state === 'waiting', 'the question is asked');
  const [approval] = await prisma.approval.findMany({ where: { subject: `run:${runId}:ask` } });
  return { runId, id: approval?.id ?? '' };
}

function stepOf(runId: string, step: string) {
  return engine.prisma.runStep.findUnique({ where: { runId_step: { runId, step } } });
}

async function ended(runId: string): Promise<{ state: string; error: string | null }> {
  const find = () => engine.prisma.run.findUniqueOrThrow({ where: { id: runId } });
  await eventually(async () => !['running', 'queued'].includes((await find()).state), 'the run ends');
  const { state, error } = await find();
  return { state, error };
}

function answer(
  id: string,
  by: Answerer,
  decision: 'approved' | 'rejected' = 'approved',
  note?: string,
): Promise<Answered> {
  return engine.workshop.transact((work) =>
    answerQuestion(work, deps, { id, decision, by, correlationId, ...(note !== undefined && { note }) }),
  );
}

function approvalOf(id: string): Promise<Approval> {
  return engine.prisma.approval.findUniqueOrThrow({ where: { id } });
}

/** The cards as they were last posted, by who sees them. */
async function cards(id: string): Promise<Record<string, { html: string; buttons: number }>> {
  const rows = await engine.rows<{
    payload: { key: string; html: string; keyboard: unknown[][]; to: { topic?: { key: string } } };
  }>('select payload from effects order by id');
  return Object.fromEntries(
    rows.map(({ payload: { key, html, keyboard, to } }) => [
      to.topic?.key ?? key.replace(`approval:${id}:`, ''),
      { html, buttons: keyboard.flat().length },
    ]),
  );
}

async function jobKinds(): Promise<string[]> {
  const rows = await engine.rows<{ kind: string }>(
    `select kind from jobs where kind like 'approval.%' order by kind`,
  );
  return rows.map(({ kind }) => kind);
}

describe('a question of a pipeline', () => {
  it('is a card in its topic; the approval is the output of its step, and the card says who and when', async () => {
    const { runId, id } = await ask();
    expect(Object.keys(await cards(id))).toEqual(['cash']);
    expect((await cards(id))['cash']).toMatchObject({
      html: expect.stringContaining('Refund &lt;50 GEL&gt;?') as string,
      buttons: 2,
    });
    expect(await answer(id, { person: irina })).toMatchObject({ outcome: 'decided' });
    expect(await ended(runId)).toEqual({ state: 'done', error: null });
    expect((await stepOf(runId, 'ask'))?.output).toEqual({
      decision: 'approved',
      by: 'staff:2',
      at: NOON.toISOString(),
      note: null,
    });
    expect((await stepOf(runId, 'then'))?.input).toEqual({ message: 'staff:2' });
    const card = (await cards(id))['cash'];
    expect(card?.buttons).toBe(0);
    expect(card?.html).toMatch(/Approved by Irina at .*12:00/);
  });

  it('that is rejected fails its step with who rejected it and why', async () => {
    const { runId, id } = await ask();
    await answer(id, { person: irina }, 'rejected', 'the car is dirty');
    expect(await ended(runId)).toEqual({
      state: 'failed',
      error: expect.stringContaining('rejected by Irina: the car is dirty') as string,
    });
    expect((await cards(id))['cash']?.html).toContain('the car is dirty');
  });

  it('is decided by the first of ten who answer at once; the others find it closed', async () => {
    const { runId, id } = await ask();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        answer(id, { person: n % 2 === 0 ? irina : tamar }, n % 3 === 0 ? 'rejected' : 'approved'),
      ),
    );
    expect(answers.filter(({ outcome }) => outcome === 'decided')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'closed')).toHaveLength(9);
    const { state } = await ended(runId);
    expect(state).toBe((await approvalOf(id)).state === 'approved' ? 'done' : 'failed');
  });

  it('is not for everybody: employees are refused, and so is whoever asked when a second person is wanted', async () => {
    const { runId, id } = await ask({ second_person: true }, 'staff:2');
    expect(await answer(id, { person: nino })).toMatchObject({ outcome: 'refused' });
    expect(await answer(id, { person: irina })).toMatchObject({ outcome: 'own' });
    expect(await approvalOf(id)).toMatchObject({ state: 'pending', requestedBy: 2n });
    expect((await cards(id))['cash']?.html).toContain('Requested by Irina');
    expect(await answer(id, { person: tamar })).toMatchObject({ outcome: 'decided' });
    expect(await ended(runId)).toMatchObject({ state: 'done' });
  });

  it('is answered by an outside agent under its name, but not by the one that asked for a second person', async () => {
    const agent = { agent: `agent:${AGENT}` as const, name: 'Concierge' };
    const own = await ask({ second_person: true }, `agent:${AGENT}`);
    expect(await answer(own.id, agent)).toMatchObject({ outcome: 'own' });
    const { runId, id } = await ask();
    expect(await answer(id, agent, 'approved', 'paid in advance')).toMatchObject({ outcome: 'decided' });
    expect(await ended(runId)).toMatchObject({ state: 'done' });
    expect(await approvalOf(id)).toMatchObject({
      decidedBy: null,
      decidedByAgent: `agent:${AGENT}`,
      note: 'paid in advance',
    });
    expect((await cards(id))['cash']?.html).toMatch(/Approved by Concierge/);
    expect(await engine.rows(`select agent_id from audit_log where action = 'approval.approved'`)).toEqual([
      { agent_id: AGENT },
    ]);
  });

  it('with an owner is also in their private chat, and for nobody else to answer', async () => {
    const { id } = await ask({ owner: 1 });
    expect(Object.keys(await cards(id))).toEqual(['1', 'cash']);
    expect(await answer(id, { person: irina })).toMatchObject({ outcome: 'refused' });
    const agent = { agent: `agent:${AGENT}` as const, name: 'Concierge' };
    expect(await answer(id, agent)).toMatchObject({ outcome: 'refused' });
    expect(await answer(id, { person: nino })).toMatchObject({ outcome: 'decided' });
    expect((await cards(id))['1']).toMatchObject({ buttons: 0 });
  });

  it('whose owner does not work here is refused', async () => {
    const { workshop } = engine;
    const { runId } = await ask();
    await expect(
      workshop.transact((work) =>
        askQuestion(work, deps, {
          ...{ id: AGENT, runId, step: 'again', branch: 'tbilisi', text: '?', requestedBy: null },
          ...{ owner: '99', deadlineSeconds: 60, correlationId },
        }),
      ),
    ).rejects.toMatchObject({ code: 'approval.no_such_owner', retryable: false });
  });

  it('that stays open is escalated: the heads see it in private, in their language, and may answer', async () => {
    const { runId, id } = await ask({ owner: 1, escalate_after_seconds: 600 });
    expect(await jobKinds()).toEqual([ESCALATE_APPROVAL, EXPIRE_APPROVAL]);
    expect(await answer(id, { person: tamar })).toMatchObject({ outcome: 'refused' });
    deps.setTime(new Date(NOON.getTime() + 600_000));
    await engine.workshop.transact((work) => escalateQuestion(work, deps, id, correlationId));
    expect(Object.keys(await cards(id))).toEqual(['1', '3', 'cash']);
    expect((await cards(id))['3']).toMatchObject({
      html: expect.stringContaining('Нужно решение') as string,
      buttons: 2,
    });
    expect(await answer(id, { person: tamar })).toMatchObject({ outcome: 'decided' });
    expect(await ended(runId)).toMatchObject({ state: 'done' });
    expect(Object.values(await cards(id)).map(({ buttons }) => buttons)).toEqual([0, 0, 0]);
  });

  it('that nobody answers in time fails its step; an answer after that comes too late', async () => {
    const { runId, id } = await ask({ deadline_seconds: 60 });
    deps.setTime(new Date(NOON.getTime() + 60_000));
    await engine.workshop.transact((work) => expireQuestion(work, deps, id, correlationId));
    expect(await ended(runId)).toEqual({
      state: 'failed',
      error: expect.stringContaining('nobody decided until 2031-03-03T08:01:00.000Z') as string,
    });
    expect(await answer(id, { person: irina })).toMatchObject({
      outcome: 'closed',
      approval: { state: 'expired' },
    });
    expect((await cards(id))['cash']).toMatchObject({ buttons: 0 });
  });

  it('is answered or expires, never both, when both happen at once', async () => {
    const { runId, id } = await ask();
    const [answered] = await Promise.all([
      answer(id, { person: irina }),
      engine.workshop.transact((work) => expireQuestion(work, deps, id, correlationId)),
    ]);
    const decided = answered.outcome === 'decided';
    expect(await approvalOf(id)).toMatchObject({ state: decided ? 'approved' : 'expired' });
    expect(await ended(runId)).toMatchObject({ state: decided ? 'done' : 'failed' });
  });

  it('of a run that was cancelled is taken back; nobody is troubled with it any more', async () => {
    const { runId, id } = await ask({ escalate_after_seconds: 600 });
    await engine.workshop.transact(async (work) => {
      const { waits } = await cancelRun(work, runId, 'no longer wanted');
      await withdrawQuestions(work, deps, { waits, actor: 2n, correlationId });
    });
    expect(await approvalOf(id)).toMatchObject({ state: 'withdrawn', decidedBy: 2n });
    expect((await cards(id))['cash']).toMatchObject({ buttons: 0 });
    await engine.workshop.transact((work) => escalateQuestion(work, deps, id, correlationId));
    expect(Object.keys(await cards(id))).toEqual(['cash']);
  });

  it('of a run that ended without taking it back is taken back by whoever answers it', async () => {
    const { runId, id } = await ask();
    await engine.workshop.transact((work) => cancelRun(work, runId, 'no longer wanted'));
    expect(await answer(id, { person: irina })).toMatchObject({
      outcome: 'closed',
      approval: { state: 'withdrawn' },
    });
    expect((await cards(id))['cash']).toMatchObject({ buttons: 0 });
  });
});
