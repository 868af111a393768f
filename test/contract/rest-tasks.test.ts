import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRestServer, type Reply, type RestServer } from '../support/rest.js';

let rest: RestServer;

beforeAll(async () => {
  rest = await startRestServer();
});

afterAll(() => rest.close());

const UNKNOWN = '550e8400-e29b-41d4-a716-446655440000';
const BOOTSTRAP_ID = '00000000-0000-0000-0000-000000000001';

const hello = {
  params: { name: 'Nino' },
  pipeline: [{ id: 'hello', uses: 'debug.echo', with: { text: 'Hello, ${params.name}!' }, save_as: 'said' }],
};
const weekly = {
  title: 'Weekly',
  schedule_kind: 'rrule',
  schedule_expr: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0',
  timezone: 'Europe/Berlin',
  payload: hello,
};

async function givenTask(facts: object = {}): Promise<string> {
  const { status, body } = await rest.ask('POST /v1/tasks', { body: { ...weekly, ...facts } });
  expect([status, body['message']]).toEqual([201, undefined]);
  return String(body['id']);
}

function faultsOf({ body }: Reply): { path: string; message: string }[] {
  return (body['details'] as { faults: { path: string; message: string }[] }).faults;
}

describe('a task', () => {
  it('is made with what is left out at its default, and shown as it is', async () => {
    const { status, body } = await rest.ask('POST /v1/tasks', {
      body: { ...weekly, created_by: UNKNOWN, description: null, dedupe_key: null },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...weekly,
      description: '',
      created_by: BOOTSTRAP_ID,
      priority: 5,
      dedupe_key: null,
      dedupe_window_seconds: 0,
      max_retries: 3,
      backoff_strategy: 'exponential_jitter',
      concurrency_key: null,
      catch_up: 'one',
      status: 'active',
      version: 1,
    });
    expect(new Date(String(body['next_run_at'])) > new Date()).toBe(true);
    expect((await rest.ask(`GET /v1/tasks/${String(body['id'])}`)).body).toEqual(body);
    expect((await rest.ask(`GET /v1/tasks/${UNKNOWN}`)).status).toBe(404);
  });

  it("takes the company's zone when none is given, and a topic in place of an expression", async () => {
    const { body } = await rest.ask('POST /v1/tasks', {
      body: { title: 'Mail', schedule_kind: 'event', topic: 'user.email.received', payload: hello },
    });
    expect(body).toMatchObject({ timezone: 'Asia/Tbilisi', schedule_expr: 'user.email.received' });
    const topics = await rest.ask<{ items: { topic: string; task_ids: string[] }[] }>('GET /v1/topics');
    expect(topics.body.items).toEqual([
      { topic: 'user.email.received', active_tasks: 1, task_ids: [String(body['id'])] },
    ]);
  });

  it.each([
    ['a field that does not exist', { sheduled: true }, ''],
    ['no expression', { schedule_expr: null }, 'schedule_expr'],
    ['a malformed expression', { schedule_kind: 'cron', schedule_expr: '61 * * * *' }, 'schedule_expr'],
    ['a rule that never occurs', { schedule_expr: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31' }, 'schedule_expr'],
    ['a zone that does not exist', { timezone: 'Mars/Olympus' }, 'timezone'],
    ['a priority out of range', { priority: 10 }, 'priority'],
    [
      'an unknown tool',
      { payload: { pipeline: [{ id: 'a', uses: 'debug.ecko' }] } },
      'payload.pipeline[0].uses',
    ],
    [
      'an unknown variable',
      { payload: { pipeline: [{ id: 'a', uses: 'debug.echo', with: { x: '${params.nobody}' } }] } },
      'payload.pipeline[0].with.x',
    ],
  ])('is refused for %s, which is named', async (_what, facts, path) => {
    const reply = await rest.ask('POST /v1/tasks', { body: { ...weekly, ...facts } });
    expect(reply.status).toBe(400);
    expect(faultsOf(reply).map((fault) => fault.path)).toContain(path);
  });

  it('is refused whole: all its faults are named at once', async () => {
    const reply = await rest.ask('POST /v1/tasks', {
      body: { ...weekly, timezone: 'Mars/Olympus', priority: 0, payload: { pipeline: [] } },
    });
    expect(faultsOf(reply).map(({ path }) => path)).toEqual(expect.arrayContaining(['timezone', 'priority']));
    expect(faultsOf(reply).length).toBeGreaterThanOrEqual(3);
  });

  it('is changed by what is given; a new pipeline is a new version', async () => {
    const id = await givenTask();
    const renamed = await rest.ask(`PUT /v1/tasks/${id}`, {
      body: { title: 'Monday', priority: 2, created_by: UNKNOWN },
    });
    expect([renamed.status, renamed.body]).toMatchObject([200, { title: 'Monday', priority: 2, version: 1 }]);
    const other = { pipeline: [{ id: 'other', uses: 'debug.echo', with: {} }] };
    const changed = await rest.ask(`PUT /v1/tasks/${id}`, { body: { payload: other } });
    expect(changed.body).toMatchObject({ title: 'Monday', version: 2, payload: other });
    const paused = await rest.ask(`PUT /v1/tasks/${id}`, { body: { status: 'paused' } });
    expect(paused.body).toMatchObject({ status: 'paused', next_run_at: null });
    expect((await rest.ask(`PUT /v1/tasks/${id}`, { body: { priority: 11 } })).status).toBe(400);
    expect((await rest.ask(`PUT /v1/tasks/${UNKNOWN}`, { body: { title: 'x' } })).status).toBe(404);
    const log = await rest.database.rows<{ action: string; agent_id: string }>(
      'select action, agent_id from audit_log where subject = $1 order by id',
      [`task:${id}`],
    );
    expect(log.map(({ action }) => action)).toEqual([
      'task.created',
      ...Array<string>(3).fill('task.changed'),
    ]);
    expect(new Set(log.map(({ agent_id }) => agent_id))).toEqual(new Set([BOOTSTRAP_ID]));
  });

  it('can be drafted before it runs', async () => {
    const id = await givenTask({ draft: true });
    expect((await rest.ask(`GET /v1/tasks/${id}`)).body).toMatchObject({
      version: 0,
      next_run_at: null,
      payload: hello,
    });
    expect((await rest.ask(`POST /v1/tasks/${id}/run_now`)).status).toBe(409);
    const published = await rest.ask(`POST /v1/tasks/${id}/versions/1/publish`);
    expect([published.status, published.body]).toMatchObject([200, { version: 1 }]);
    expect(published.body['next_run_at']).not.toBeNull();

    const payload = { pipeline: [{ id: 'next', uses: 'debug.echo', with: {} }] };
    const drafted = await rest.ask(`POST /v1/tasks/${id}/versions`, { body: { payload, draft: true } });
    expect([drafted.status, drafted.body]).toMatchObject([
      201,
      { version: 2, state: 'draft', is_running: false },
    ]);
    const versions = await rest.ask<{ items: { version: number; is_running: boolean }[] }>(
      `GET /v1/tasks/${id}/versions`,
    );
    expect(versions.body.items).toMatchObject([
      { version: 2, is_running: false },
      { version: 1, is_running: true },
    ]);
    const third = await rest.ask(`POST /v1/tasks/${id}/versions`, { body: { payload } });
    expect(third.body).toMatchObject({ state: 'published', is_running: true });
    expect((await rest.ask(`POST /v1/tasks/${id}/versions/1/publish`)).body).toMatchObject({ version: 1 });
    expect((await rest.ask(`POST /v1/tasks/${id}/versions/9/publish`)).status).toBe(404);
    expect(
      (await rest.ask(`POST /v1/tasks/${id}/versions`, { body: { payload: { pipeline: 1 } } })).status,
    ).toBe(400);
  });

  it('is paused, snoozed, resumed and cancelled, each as often as one likes', async () => {
    const id = await givenTask();
    const act = async (what: string, body?: object) => {
      const reply = await rest.ask(`POST /v1/tasks/${id}/${what}`, body && { body });
      return [reply.status, reply.body['success'] ?? reply.body['error']];
    };
    const status = async () => (await rest.ask(`GET /v1/tasks/${id}`)).body['status'];
    expect(await act('pause')).toEqual([200, true]);
    expect(await act('pause', {})).toEqual([200, true]);
    expect(await act('snooze', { delay_seconds: 60 })).toEqual([409, 'task.wrong_state']);
    expect(await status()).toBe('paused');
    expect(await act('resume')).toEqual([200, true]);
    expect(await act('resume')).toEqual([200, true]);
    expect(await act('snooze', { delay_seconds: 3600, reason: 'holiday' })).toEqual([200, true]);
    expect((await rest.ask(`GET /v1/tasks/${id}`)).body).toMatchObject({
      snooze_reason: 'holiday',
      status: 'active',
    });
    expect(await act('snooze', { delay_seconds: 0 })).toEqual([400, 'bad_request']);
    expect(await act('cancel')).toEqual([200, true]);
    expect(await act('cancel')).toEqual([200, true]);
    expect(await status()).toBe('canceled');
    expect(await act('resume')).toEqual([409, 'task.wrong_state']);
    expect(await act('run_now')).toEqual([409, 'task.wrong_state']);
    for (const what of ['pause', 'resume', 'cancel', 'run_now'])
      expect((await rest.ask(`POST /v1/tasks/${UNKNOWN}/${what}`)).status).toBe(404);
  });

  it('has its past made up for on demand, and told before', async () => {
    const id = await givenTask({ dtstart: '2026-01-05T09:00:00', catch_up: 'skip' });
    const period = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
    const told = await rest.ask<{ slots: string[] }>(`POST /v1/tasks/${id}/backfill`, {
      body: { ...period, dry_run: true },
    });
    expect(told.body.slots).toHaveLength(4);
    expect(told.body.slots[0]).toBe('2026-01-05T08:00:00.000Z');
    const made = await rest.ask<{ slots: string[] }>(`POST /v1/tasks/${id}/backfill`, { body: period });
    expect(made.body).toMatchObject({ slots: told.body.slots, existing: 0, dry_run: false });
    expect((await rest.ask(`POST /v1/tasks/${id}/backfill`, { body: period })).body).toMatchObject({
      slots: [],
      existing: 4,
    });
    const ahead = { from: period.from, to: '2999-01-01T00:00:00Z' };
    expect(faultsOf(await rest.ask(`POST /v1/tasks/${id}/backfill`, { body: ahead }))[0]).toMatchObject({
      path: 'to',
    });
  });

  it("of the product's own is changed by administrators only", async () => {
    const id = await givenTask();
    await rest.database.rows(`update tasks set name = 'check.cash:tbilisi' where id = $1`, [id]);
    const token = await rest.tokenWith('tasks:read', 'tasks:update', 'tasks:delete');
    expect((await rest.ask(`GET /v1/tasks/${id}`, { token })).status).toBe(200);
    expect((await rest.ask(`PUT /v1/tasks/${id}`, { token, body: { title: 'x' } })).status).toBe(403);
    expect((await rest.ask(`POST /v1/tasks/${id}/cancel`, { token })).status).toBe(403);
    expect((await rest.ask(`POST /v1/tasks/${id}/pause`)).status).toBe(200);
  });

  it('is carried out once however often the same request comes', async () => {
    const create = () =>
      rest.ask('POST /v1/tasks', {
        body: { ...weekly, title: 'Repeated' },
        headers: { 'idempotency-key': 'task-1' },
      });
    const [one, two] = await Promise.all([create(), create()]);
    expect([two.status, two.body]).toEqual([one.status, one.body]);
    expect(await rest.database.rows(`select 1 from tasks where title = 'Repeated'`)).toHaveLength(1);
  });
});

describe('tasks', () => {
  it('are listed in pages, filtered by status, kind and maker', async () => {
    const token = await rest.tokenWith('tasks:create', 'tasks:read');
    const made: string[] = [];
    for (const n of [1, 2, 3])
      made.push(
        String(
          (await rest.ask('POST /v1/tasks', { token, body: { ...weekly, title: `own ${n}` } })).body['id'],
        ),
      );
    const { created_by } = (await rest.ask(`GET /v1/tasks/${made[0]!}`)).body;
    type List = { items: { id: string }[]; total: number; has_more: boolean };
    const mine = `/v1/tasks?created_by=${String(created_by)}`;
    const first = await rest.ask<List>(`GET ${mine}&limit=2`);
    expect(first.body).toMatchObject({ total: 3, limit: 2, offset: 0, has_more: true });
    await rest.ask('POST /v1/tasks', { token, body: { ...weekly, title: 'own 4' } });
    const second = await rest.ask<List>(`GET ${mine}&limit=2&offset=2`);
    expect([...first.body.items, ...second.body.items].map(({ id }) => id).slice(0, 3)).toEqual(made);
    expect((await rest.ask<List>(`GET ${mine}&status=paused`)).body.total).toBe(0);
    expect((await rest.ask<List>(`GET ${mine}&schedule_kind=cron`)).body.total).toBe(0);
    expect((await rest.ask('GET /v1/tasks?limit=0')).status).toBe(400);
  });

  it('are closed to who lacks the scope, route by route', async () => {
    const id = await givenTask();
    const reader = await rest.tokenWith('tasks:read');
    const other = await rest.tokenWith('events:publish');
    const routes: [string, object | undefined, string][] = [
      ['POST /v1/tasks', weekly, 'tasks:create'],
      [`PUT /v1/tasks/${id}`, { title: 'x' }, 'tasks:update'],
      [`POST /v1/tasks/${id}/run_now`, undefined, 'tasks:update'],
      [`POST /v1/tasks/${id}/snooze`, { delay_seconds: 1 }, 'tasks:update'],
      [`POST /v1/tasks/${id}/pause`, undefined, 'tasks:update'],
      [`POST /v1/tasks/${id}/resume`, undefined, 'tasks:update'],
      [`POST /v1/tasks/${id}/cancel`, undefined, 'tasks:delete'],
      [`POST /v1/tasks/${id}/backfill`, {}, 'tasks:update'],
      [`POST /v1/tasks/${id}/versions`, { payload: hello }, 'tasks:update'],
      [`POST /v1/tasks/${id}/versions/1/publish`, undefined, 'tasks:update'],
      [`GET /v1/tasks/${id}/latest`, undefined, 'runs:read'],
      [`GET /v1/tasks/${id}/stats`, undefined, 'runs:read'],
    ];
    for (const [what, body, scope] of routes) {
      const refused = await rest.ask(what, { token: reader, body });
      expect([what, refused.status, refused.body['details']]).toMatchObject([
        what,
        403,
        { missing_scope: scope },
      ]);
      expect([what, (await rest.ask(what, { token: null, body })).status]).toEqual([what, 401]);
    }
    for (const what of ['GET /v1/tasks', `GET /v1/tasks/${id}`, `GET /v1/tasks/${id}/versions`]) {
      expect((await rest.ask(what, { token: reader })).status).toBe(200);
      expect((await rest.ask(what, { token: other })).status).toBe(403);
    }
  });
});

/** Of its documentation, word for word but for the names of the tools. */
const UPSTREAM = {
  'its first task': {
    title: 'My First Automated Task',
    description: 'A simple task that runs every minute.',
    schedule_kind: 'cron',
    schedule_expr: '* * * * *',
    timezone: 'Europe/Chisinau',
    payload: {
      params: { user_name: 'Ordinaut User' },
      pipeline: [
        {
          id: 'get_data',
          uses: 'debug.echo',
          with: { message: 'Hello, ${params.user_name}!', details: { timestamp: '${now}' } },
          save_as: 'greeting',
        },
        {
          id: 'process_data',
          uses: 'debug.echo',
          with: {
            message: "Step 1 said: '${steps.greeting.message}' at ${steps.greeting.details.timestamp}",
          },
        },
      ],
    },
    created_by: BOOTSTRAP_ID,
  },
  'its morning briefing': {
    title: 'Weekday Morning Briefing',
    description: 'Daily agenda, weather, and priority summary',
    schedule_kind: 'rrule',
    schedule_expr: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30',
    timezone: 'Europe/Chisinau',
    payload: {
      pipeline: [
        {
          id: 'calendar',
          uses: 'debug.echo',
          with: { start: '${now}', end: '${now+24h}' },
          save_as: 'events',
        },
        { id: 'weather', uses: 'debug.echo', with: { city: 'Chisinau' }, save_as: 'weather' },
        {
          id: 'summarize',
          uses: 'debug.echo',
          with: {
            instruction: 'Create morning briefing',
            calendar: '${steps.events}',
            weather: '${steps.weather}',
          },
          save_as: 'summary',
        },
        { id: 'notify', uses: 'debug.echo', with: { chat_id: 12345, text: '${steps.summary.text}' } },
      ],
    },
  },
  'its email follow-up': {
    title: 'Email Follow-up Manager',
    description: 'Check for emails without replies and send polite follow-ups',
    schedule_kind: 'cron',
    schedule_expr: '0 10 * * *',
    payload: {
      pipeline: [
        { id: 'scan_outbox', uses: 'debug.echo', with: { lookback_days: 7 }, save_as: 'pending_emails' },
        {
          id: 'generate_followups',
          uses: 'debug.echo',
          with: { emails: '${steps.pending_emails.threads}', tone: 'professional_friendly' },
          save_as: 'drafts',
        },
        {
          id: 'request_approval',
          uses: 'debug.echo',
          with: {
            message: 'Review ${steps.drafts.count} follow-up emails',
            data: '${steps.drafts.messages}',
          },
          save_as: 'approval',
        },
        {
          id: 'send_approved',
          uses: 'debug.echo',
          with: { drafts: '${steps.approval.approved_items}' },
          if: "${steps.approval.status == 'approved'}",
        },
      ],
    },
  },
};

describe('an example of the upstream system', () => {
  it.each(Object.entries(UPSTREAM))('%s is accepted and comes back as it went', async (_what, task) => {
    const { status, body } = await rest.ask('POST /v1/tasks', { body: task });
    expect([status, body]).toMatchObject([201, { ...task, created_by: BOOTSTRAP_ID, status: 'active' }]);
  });

  it('in its form of a rule is scheduled', async () => {
    for (const schedule_expr of [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=10',
      'FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1;BYHOUR=17',
      'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9',
      'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15',
      'FREQ=DAILY;BYHOUR=9,18',
    ]) {
      const { body } = await rest.ask<{ occurrences: string[] }>('POST /v1/tasks/preview', {
        body: { schedule_kind: 'rrule', schedule_expr, timezone: 'Europe/Chisinau', count: 3 },
      });
      expect([schedule_expr, body.occurrences]).toEqual([
        schedule_expr,
        expect.objectContaining({ length: 3 }),
      ]);
    }
  });
});

describe('a preview', () => {
  it("tells the next occurrences with the zone's offset, across its changes", async () => {
    const { status, body } = await rest.ask('POST /v1/tasks/preview', {
      body: {
        schedule_kind: 'cron',
        schedule_expr: '0 9 * * *',
        timezone: 'Europe/Berlin',
        from: '2026-03-28T00:00:00Z',
        count: 2,
      },
    });
    expect([status, body]).toEqual([
      200,
      { occurrences: ['2026-03-28T09:00:00+01:00', '2026-03-29T09:00:00+02:00'] },
    ]);
  });

  it('is refused with the fault for what cannot be', async () => {
    const ask = (body: object) =>
      rest.ask('POST /v1/tasks/preview', {
        body: { schedule_kind: 'cron', schedule_expr: '0 9 * * *', ...body },
      });
    for (const [body, path] of [
      [{ timezone: 'Mars/Olympus' }, 'timezone'],
      [{ schedule_expr: '0 0 30 2 *' }, 'schedule_expr'],
      [{ count: 1001 }, 'count'],
      [{ from: 'yesterday' }, 'from'],
    ] as const) {
      const reply = await ask(body);
      expect(reply.status).toBe(400);
      expect(faultsOf(reply)[0]!.path).toContain(path);
    }
    expect((await ask({ schedule_kind: 'sometimes' })).status).toBe(400);
  });
});

describe('a dry run', () => {
  it('shows what the steps would be given, and does nothing', async () => {
    const { status, body } = await rest.ask('POST /v1/pipelines/dry_run', {
      body: {
        payload: {
          ...hello,
          pipeline: [
            ...hello.pipeline,
            {
              id: 'post',
              uses: 'telegram.post',
              if: 'steps.said.warm',
              with: { text: '${steps.said.text}' },
            },
          ],
        },
        steps: { said: { warm: true, text: 'Hi' } },
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      valid: true,
      faults: [],
      steps: [
        { id: 'hello', uses: 'debug.echo', if: true, skipped: false, with: { text: 'Hello, Nino!' } },
        { id: 'post', uses: 'telegram.post', if: true, skipped: false, with: { text: 'Hi' } },
      ],
    });
  });

  it('names the faults of a pipeline that is not valid, and refuses a body that is none', async () => {
    const { status, body } = await rest.ask('POST /v1/pipelines/dry_run', {
      body: { payload: { pipeline: [{ id: 'a', uses: 'nothing.here' }] } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, faults: [{ path: 'pipeline[0].uses' }], steps: [] });
    expect((await rest.ask('POST /v1/pipelines/dry_run', { body: {} })).status).toBe(400);
    const token = await rest.tokenWith('runs:read');
    expect((await rest.ask('POST /v1/pipelines/dry_run', { token, body: { payload: hello } })).status).toBe(
      403,
    );
    expect((await rest.ask('POST /v1/tasks/preview', { token, body: {} })).status).toBe(403);
  });
});
