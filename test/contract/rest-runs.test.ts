import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { startRestServer, type RestServer } from '../support/rest.js';

let rest: RestServer;

beforeAll(async () => {
  rest = await startRestServer();
  rest.work();
});

afterAll(() => rest.close());

const UNKNOWN = '550e8400-e29b-41d4-a716-446655440000';
const hold = { pipeline: [{ id: 'hold', uses: 'debug.hold' }] };
const greet = {
  params: { name: 'Nino' },
  pipeline: [{ id: 'greet', uses: 'debug.echo', with: { text: 'Hello <${params.name}>' } }],
};
const fail = { pipeline: [{ id: 'fail', uses: 'debug.fail', with: { message: 'no wax & no water' } }] };
const ask = {
  pipeline: [
    { id: 'ask', approval: { text: 'May I?', branch: 'tbilisi' }, save_as: 'asked' },
    { id: 'after', uses: 'debug.echo', with: { by: '${steps.asked.decision}', note: '${steps.asked.note}' } },
  ],
};

async function givenTask(payload: object): Promise<string> {
  const { body } = await rest.ask('POST /v1/tasks', {
    body: { title: 'T', schedule_kind: 'event', topic: 'never', payload, max_retries: 0 },
  });
  return String(body['id']);
}

interface Run {
  id: string;
  state: string;
  success: boolean | null;
  error: string | null;
  timeline: { id: string; state: string; output: unknown; waits_for: string | null; attempts: unknown[] }[];
}

async function showRun(id: string): Promise<Run> {
  return (await rest.ask<Run>(`GET /v1/runs/${id}`)).body;
}

async function untilRun(id: string, holds: (run: Run) => boolean, what: string): Promise<Run> {
  await eventually(async () => holds(await showRun(id)), what);
  return showRun(id);
}

/** Runs a task until it is over. */
async function runToEnd(taskId: string, body?: object): Promise<Run> {
  const started = await rest.ask<{ run_id: string }>(`POST /v1/tasks/${taskId}/run_now`, body && { body });
  expect(started.status).toBe(200);
  return untilRun(started.body.run_id, ({ success }) => success !== null, 'the end of the run');
}

async function runUntilWaiting(payload: object): Promise<Run> {
  const started = await rest.ask<{ run_id: string }>(`POST /v1/tasks/${await givenTask(payload)}/run_now`);
  return untilRun(started.body.run_id, (run) => run.timeline[0]?.state === 'waiting', 'a step that waits');
}

describe('a run', () => {
  it('is shown with its timeline, in words and as a picture', async () => {
    const taskId = await givenTask(greet);
    expect((await rest.ask(`GET /v1/tasks/${taskId}/latest`)).body).toBeNull();
    const run = await runToEnd(taskId, { params: { name: '</svg><script>' } });
    expect(run).toMatchObject({
      ...{ task_id: taskId, route: null, state: 'done', success: true, cause: 'manual', error: null },
      requested_by: '00000000-0000-0000-0000-000000000001',
      output: { greet: { text: 'Hello <</svg><script>>' } },
      timeline: [
        {
          id: 'greet',
          path: 'pipeline[0]',
          uses: 'debug.echo',
          state: 'done',
          attempts: [{ attempt: 1, outcome: 'done' }],
        },
      ],
    });
    expect((await rest.ask(`GET /v1/tasks/${taskId}/latest`)).body).toEqual(run);

    const picture = await rest.ask<string>(`GET /v1/runs/${run.id}/timeline.svg`);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(picture.body).toContain('greet · debug.echo');
    expect(picture.body).toContain('<rect class="done"');
  });

  it('that failed says why, in a picture that no text of it can break', async () => {
    const run = await runToEnd(await givenTask(fail));
    expect(run).toMatchObject({ state: 'failed', success: false });
    expect(run.error).toContain('no wax & no water');
    const picture = await rest.ask<string>(`GET /v1/runs/${run.id}/timeline.svg`);
    expect(picture.body).toContain('no wax &amp; no water');
    expect(picture.body).not.toContain('no wax & no water');
    expect(picture.body).toContain('<rect class="failed"');
  });

  it('is run again as a replay, with its input edited', async () => {
    const first = await runToEnd(await givenTask(greet));
    const { status, body } = await rest.ask<{ run_id: string }>(`POST /v1/runs/${first.id}/retry`, {
      body: { params: { name: 'Giorgi' } },
    });
    expect(status).toBe(201);
    const second = await untilRun(body.run_id, ({ state }) => state === 'done', 'the end of the replay');
    expect(second).toMatchObject({
      cause: 'replay',
      replay_of: first.id,
      output: { greet: { text: 'Hello <Giorgi>' } },
    });
    const nowhere = await rest.ask(`POST /v1/runs/${first.id}/retry`, { body: { from_step: 'nowhere' } });
    expect([nowhere.status, nowhere.body['error']]).toEqual([400, 'run.no_such_step']);
    expect((await rest.ask(`POST /v1/runs/${UNKNOWN}/retry`)).status).toBe(404);
  });

  it('that came with others is run again with them, by a filter', async () => {
    const taskId = await givenTask(fail);
    const [one, two] = [await runToEnd(taskId), await runToEnd(taskId)];
    const { status, body } = await rest.ask<{ replayed: number; runs: { replay_of: string }[] }>(
      'POST /v1/runs/replay',
      {
        body: { filter: { task_id: taskId, state: 'failed' } },
      },
    );
    expect([status, body.replayed]).toEqual([201, 2]);
    expect(body.runs.map(({ replay_of }) => replay_of)).toEqual([one.id, two.id]);
    expect((await rest.ask('POST /v1/runs/replay', { body: { filter: {} } })).status).toBe(400);
    const token = await rest.tokenWith('tasks:update');
    expect(
      (await rest.ask('POST /v1/runs/replay', { token, body: { filter: { state: 'failed' } } })).status,
    ).toBe(403);
  });

  it('is paused, resumed and cancelled', async () => {
    const { id } = await runUntilWaiting(hold);
    const act = async (what: string) => {
      const { status, body } = await rest.ask(`POST /v1/runs/${id}/${what}`);
      return [status, body['success'] ?? body['error'], (await showRun(id)).state];
    };
    expect(await act('pause')).toEqual([200, true, 'paused']);
    expect(await act('pause')).toEqual([200, true, 'paused']);
    expect(await act('resume')).toEqual([200, true, 'running']);
    expect(await act('cancel')).toEqual([200, true, 'cancelled']);
    expect(await act('cancel')).toEqual([200, true, 'cancelled']);
    expect(await act('resume')).toEqual([409, 'run.not_running', 'cancelled']);
    const ended = await runToEnd(await givenTask(greet));
    expect((await rest.ask(`POST /v1/runs/${ended.id}/cancel`)).status).toBe(409);
    for (const what of ['pause', 'resume', 'cancel'])
      expect((await rest.ask(`POST /v1/runs/${UNKNOWN}/${what}`)).status).toBe(404);
    const log = await rest.database.rows<{ action: string }>(
      'select action from audit_log where subject = $1 order by id',
      [`run:${id}`],
    );
    expect(log.map(({ action }) => action)).toEqual(['run.paused', 'run.resumed', 'run.cancelled']);
  });

  it("of the product's own route is changed by administrators only", async () => {
    const { id } = await runUntilWaiting(hold);
    await rest.database.rows(`update runs set route = 'r', task_id = null where id = $1`, [id]);
    const token = await rest.tokenWith('tasks:update');
    expect((await rest.ask(`POST /v1/runs/${id}/cancel`, { token })).status).toBe(403);
    expect((await rest.ask(`POST /v1/runs/${id}/cancel`)).status).toBe(200);
  });
});

describe('runs', () => {
  it('are listed newest first, in pages that stay right while others are added', async () => {
    const taskId = await givenTask(greet);
    const made = [(await runToEnd(taskId)).id, (await runToEnd(taskId)).id, (await runToEnd(taskId)).id];
    type List = { items: { id: string }[]; total: number; has_more: boolean; as_of: string };
    const runs = `GET /v1/runs?task_id=${taskId}`;
    const first = (await rest.ask<List>(`${runs}&limit=2`)).body;
    expect(first).toMatchObject({ total: 3, has_more: true });
    await runToEnd(taskId);
    const second = (await rest.ask<List>(`${runs}&limit=2&offset=2&before=${first.as_of}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.reverse());
    expect((await rest.ask<List>(`${runs}&success=false`)).body.total).toBe(0);
    expect((await rest.ask<List>(`${runs}&state=done`)).body.total).toBe(4);
    expect((await rest.ask<List>(`${runs}&start_time=2999-01-01T00:00:00Z`)).body.total).toBe(0);
    expect((await rest.ask<List>(`${runs}&end_time=2020-01-01T00:00:00Z`)).body.total).toBe(0);
    expect((await rest.ask(`${runs}&state=odd`)).status).toBe(400);
  });

  it('are counted', async () => {
    const taskId = await givenTask(fail);
    await runToEnd(taskId);
    const { body } = await rest.ask(`GET /v1/tasks/${taskId}/stats?days=7`);
    expect(body).toMatchObject({
      ...{ task_id: taskId, period_days: 7, total_runs: 1, successful_runs: 0, failed_runs: 1 },
      ...{ success_rate: 0, failure_rate: 1, last_success: null },
    });
    expect(body['last_failure']).toEqual(expect.any(String));
    const summary = await rest.ask<{ total_runs: number; period_days: number }>('GET /v1/stats/summary');
    expect(summary.body.period_days).toBe(7);
    expect(summary.body.total_runs).toBeGreaterThan(0);
    expect((await rest.ask(`GET /v1/tasks/${UNKNOWN}/stats`)).status).toBe(404);
    expect((await rest.ask('GET /v1/stats/summary?days=0')).status).toBe(400);
  });

  it('are closed to who lacks the scope, route by route', async () => {
    const { id } = await runUntilWaiting(hold);
    const token = await rest.tokenWith('tasks:read');
    const shut = [
      'GET /v1/runs',
      `GET /v1/runs/${id}`,
      `GET /v1/runs/${id}/timeline.svg`,
      'GET /v1/stats/summary',
    ];
    const acts = ['cancel', 'retry', 'pause', 'resume'].map((what) => `POST /v1/runs/${id}/${what}`);
    for (const what of [...shut, ...acts, 'GET /v1/approvals', 'GET /v1/shadow_replays']) {
      expect([what, (await rest.ask(what, { token })).status]).toEqual([what, 403]);
      expect([what, (await rest.ask(what, { token: null })).status]).toEqual([what, 401]);
    }
    expect((await rest.ask('GET /v1/runs/7')).status).toBe(400);
    expect((await rest.ask(`GET /v1/runs/${UNKNOWN}`)).status).toBe(404);
    expect((await rest.ask(`GET /v1/runs/${UNKNOWN}/timeline.svg`)).status).toBe(404);
  });
});

describe('an approval', () => {
  async function asked(payload: object = ask): Promise<{ run: Run; approvalId: string }> {
    const run = await runUntilWaiting(payload);
    const { body } = await rest.ask<{ items: { id: string }[] }>(`GET /v1/approvals?run_id=${run.id}`);
    expect(body.items).toHaveLength(1);
    return { run, approvalId: body.items[0]!.id };
  }

  it('is decided by an agent, once, and the run goes on with what was decided', async () => {
    const { run, approvalId } = await asked();
    expect((await rest.ask(`GET /v1/approvals/${approvalId}`)).body).toMatchObject({
      ...{ kind: 'pipeline', branch: 'tbilisi', state: 'pending', run_id: run.id, step: 'ask' },
    });
    const decide = (decision: string) =>
      rest.ask(`POST /v1/approvals/${approvalId}/decide`, { body: { decision, note: 'go ahead' } });
    const { status, body } = await decide('approved');
    expect([status, body]).toMatchObject([
      200,
      { state: 'approved', decided_by: '00000000-0000-0000-0000-000000000001', note: 'go ahead' },
    ]);
    const ended = await untilRun(run.id, ({ state }) => state === 'done', 'the end of the run');
    expect(ended.timeline[1]).toMatchObject({ output: { by: 'approved', note: 'go ahead' } });
    const second = await decide('rejected');
    expect([second.status, second.body['error']]).toEqual([409, 'approval.closed']);
  });

  it('that is refused fails its step with who and why', async () => {
    const { run, approvalId } = await asked();
    await rest.ask(`POST /v1/approvals/${approvalId}/decide`, {
      body: { decision: 'reject', note: 'too dear' },
    });
    const ended = await untilRun(run.id, ({ state }) => state === 'failed', 'the end of the run');
    expect(ended.error).toContain('too dear');
  });

  it('of a run that was cancelled is taken back', async () => {
    const { run, approvalId } = await asked();
    await rest.ask(`POST /v1/runs/${run.id}/cancel`, { body: { reason: 'not needed' } });
    expect((await rest.ask(`GET /v1/approvals/${approvalId}`)).body).toMatchObject({ state: 'withdrawn' });
  });

  it('that wants a second person is not for the agent that started the run', async () => {
    const [step, after] = ask.pipeline;
    const strict = { pipeline: [{ ...step, approval: { ...step!.approval, second_person: true } }, after] };
    const { approvalId } = await asked(strict);
    const decide = { body: { decision: 'approved' } };
    expect((await rest.ask(`POST /v1/approvals/${approvalId}/decide`, decide)).status).toBe(403);
    const token = await rest.tokenWith('tasks:update');
    expect((await rest.ask(`POST /v1/approvals/${approvalId}/decide`, { token, ...decide })).status).toBe(
      200,
    );
  });

  it('is refused to who has no business there, and where there is none', async () => {
    const { approvalId } = await asked();
    const token = await rest.tokenWith('runs:read');
    const decide = { body: { decision: 'approved' } };
    expect((await rest.ask(`POST /v1/approvals/${approvalId}/decide`, { token, ...decide })).status).toBe(
      403,
    );
    expect(
      (await rest.ask(`POST /v1/approvals/${approvalId}/decide`, { token: null, ...decide })).status,
    ).toBe(401);
    expect(
      (await rest.ask(`POST /v1/approvals/${approvalId}/decide`, { body: { decision: 'maybe' } })).status,
    ).toBe(400);
    expect((await rest.ask(`POST /v1/approvals/${UNKNOWN}/decide`, decide)).status).toBe(404);
    expect((await rest.ask(`GET /v1/approvals/${UNKNOWN}`)).status).toBe(404);
  });
});

describe('a shadow replay', () => {
  const source = 'name: r\non: [booking.created]\npipeline:\n  - { id: a, uses: debug.echo }\n';
  const period = { since: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z' };

  it('is taken on and shown', async () => {
    const { status, body } = await rest.ask('POST /v1/shadow_replays', { body: { source, ...period } });
    expect([status, body]).toMatchObject([202, { route: 'r', state: 'running', source, events: 0 }]);
    expect((await rest.ask(`GET /v1/shadow_replays/${String(body['id'])}`)).body).toEqual(body);
    expect((await rest.ask('GET /v1/shadow_replays')).body).toMatchObject({ total: 1 });
    expect((await rest.ask(`GET /v1/shadow_replays/${UNKNOWN}`)).status).toBe(404);
  });

  it('is refused for a route that does not compile, a period that is none, and whoever is no administrator', async () => {
    const post = (body: object, token?: string) =>
      rest.ask('POST /v1/shadow_replays', { body, ...(token !== undefined && { token }) });
    const bad = await post({ source: source.replace('debug.echo', 'debug.ecko'), ...period });
    expect([bad.status, bad.body['error']]).toEqual([400, 'pipeline.invalid']);
    expect((await post({ source, since: period.until, until: period.since })).status).toBe(400);
    expect(
      (await post({ source, ...period }, await rest.tokenWith('tasks:update', 'runs:read'))).status,
    ).toBe(403);
  });
});
