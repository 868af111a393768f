import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedPlaygroundStaff } from '../../src/playground-staff.js';
import { branchChats, people } from '../../src/playground/company/index.js';
import { startPlayground, type Playground } from '../../src/playground/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { createPool } from '../../src/platform/postgres/index.js';
import { createPrisma } from '../../src/platform/prisma/index.js';
import { eventually } from '../support/eventually.js';
import { Person, textOf } from '../support/person.js';
import { playgroundEnvironment } from '../support/playground-environment.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startProduct, temporaryFolder, writeCompany, type ProductProcess } from '../support/product.js';

const FIRST_TOKEN = 'first-token-of-the-scenario-0123456789';
const guests = ['Ann', 'Bob', 'Cid', 'Dee'].map((name) => ({ name }));
const place = { branch: 'tbilisi', topic: 'alerts' };

/** Warns of a storm, in five steps: a condition, steps side by side, one for each guest, a decision, and its word. */
const payload = {
  params: { wind: 24, guests },
  pipeline: [
    {
      id: 'storm',
      uses: 'telegram.post',
      if: 'params.wind > `20`',
      with: { to: place, text: 'Ветер ${params.wind} м/с' },
      save_as: 'storm',
    },
    {
      parallel: [
        {
          id: 'bookings',
          uses: 'telegram.post',
          with: { to: { ...place, topic: 'bookings' }, text: 'Выдачи на улице отложены' },
        },
        {
          id: 'evacuate',
          uses: 'telegram.post',
          if: 'params.wind > `50`',
          with: { to: place, text: 'Убираем машины' },
        },
        // While it lasts the run is surely in its middle. The test lets its time come.
        { id: 'pause', uses: 'wait', with: { seconds: 3_600 } },
      ],
    },
    {
      id: 'warn',
      uses: 'telegram.post',
      for_each: 'params.guests',
      item: 'guest',
      concurrency: 2,
      with: { to: place, text: 'Предупредить: ${guest.name}' },
      save_as: 'warned',
    },
    {
      id: 'ask',
      approval: { ...place, text: 'Отменить ${length(steps.warned)} выдачи?', deadline_seconds: 600 },
      save_as: 'answer',
    },
    {
      id: 'tell',
      uses: 'telegram.post',
      if: "steps.answer.decision == 'approved'",
      with: { to: place, text: 'Выдачи отменены, решение: ${steps.answer.by}' },
    },
  ],
};

interface RunBody {
  state: string;
  error: string | null;
  timeline: {
    id: string;
    state: string;
    started_at: string | null;
    finished_at: string | null;
    output: unknown;
    attempts: { outcome: string }[];
  }[];
}

/**
 * An outside agent and the program as a process of its own, over real HTTP: it registers, makes a task, runs it, and
 * the program is killed twice on the way; a manager decides in Telegram.
 */
describe('a pipeline of an outside agent', () => {
  const group = branchChats.tbilisi;
  const folder = temporaryFolder();
  let database: TestDatabase;
  let playground: Playground;
  let product: ProductProcess;
  let environment: Record<string, string>;
  let manager: Person, employee: Person;
  let token = FIRST_TOKEN;
  let taskId = '';
  let runId = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => product.url });
    const pool = createPool({ url: database.url, max: 1, applicationName: 'test', log: createLog('silent') });
    const prisma = createPrisma(pool);
    await seedPlaygroundStaff(prisma, playground.staff);
    await prisma.$disconnect();
    await pool.end();
    environment = {
      ...playgroundEnvironment(playground, folder.path),
      DATABASE_URL: database.url,
      COMPANY_FILE: writeCompany(folder.path, playground.company),
      API_TOKEN: FIRST_TOKEN,
    };
    product = await startProduct(environment);
    manager = new Person(playground.telegram.seat, people.tbilisiManager);
    employee = new Person(playground.telegram.seat, people.tbilisiEmployee);
  });

  afterAll(async () => {
    await product.stop();
    await playground.close();
    await database.drop();
    folder.remove();
  });

  async function restart(meanwhile?: () => Promise<void>): Promise<void> {
    await product.kill();
    await meanwhile?.();
    product = await startProduct(environment);
  }

  /** The pause is over when the program comes back. */
  async function endPause(): Promise<void> {
    const pool = createPool({ url: database.url, max: 1, applicationName: 'test', log: createLog('silent') });
    await pool.query(`update jobs set run_at = now() where kind = 'run.wake'`);
    await pool.end();
  }

  async function call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(`${product.url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Body;
    expect([200, 201], `${method} ${path}: ${JSON.stringify(answer)}`).toContain(response.status);
    return answer;
  }

  function run(): Promise<RunBody> {
    return call('GET', `/runs/${runId}`);
  }

  /** How often the bot has said this in the group, in whatever topic. */
  function timesSaid(text: string): number {
    const { seat } = playground.telegram;
    const topics = seat.chats(manager.id).find((chat) => chat.id === group)?.topics ?? [];
    return topics
      .flatMap(({ id: thread }) => seat.messages({ user: manager.id, chat: group, thread, limit: 100 }))
      .filter((message) => message.from.is_bot && textOf(message) === text).length;
  }

  it('begins with a token of the agent’s own, which may do what it is for and no more', async () => {
    const agent = await call<{ token: string }>('POST', '/agents', {
      name: 'Weather watch',
      scopes: ['tasks:create', 'tasks:read', 'tasks:update', 'runs:read'],
    });
    token = agent.token;
    const refused = await fetch(`${product.url}/v1/agents`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(refused.status).toBe(403);
  });

  it('is made with a rule, and knows when it is due next', async () => {
    const task = await call<{ id: string; next_run_at: string; status: string }>('POST', '/tasks', {
      title: 'Штормовое предупреждение',
      schedule_kind: 'rrule',
      schedule_expr: 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0',
      timezone: 'Asia/Tbilisi',
      payload,
    });
    taskId = task.id;
    expect(task.status).toBe('active');
    const next = new Date(task.next_run_at);
    expect(next.toISOString()).toMatch(/T05:00:00\.000Z$/);
    expect(next.getTime()).toBeGreaterThan(Date.now());
  });

  it('goes on after kill -9 in its middle where it stopped', async () => {
    ({ run_id: runId } = await call<{ run_id: string }>('POST', `/tasks/${taskId}/run_now`, {}));
    await manager.sees(/^Ветер 24 м\/с$/, group);
    await manager.sees(/^Выдачи на улице отложены$/, group);
    expect((await run()).timeline.find(({ id }) => id === 'pause')).toMatchObject({ state: 'waiting' });

    await restart(endPause);

    for (const { name } of guests) await manager.sees(new RegExp(`^Предупредить: ${name}$`), group);
  });

  it('asks the manager, who decides after another kill -9; an employee may not', async () => {
    const card = await manager.sees(/Отменить 4 выдачи\?[^]*Ждёт решения/, group);
    expect(textOf(card)).toMatch(/Штормовое предупреждение[^]*Weather watch/);
    expect(await run()).toMatchObject({ state: 'running' });

    await restart();

    // A press that takes long, as the first ones after a start do, is answered without words.
    await eventually(
      async () => {
        const press = await employee.presses(/Одобрить/, group);
        return press.answered && press.show_alert === true;
      },
      'an employee is refused',
      20_000,
    );
    expect((await manager.presses(/Одобрить/, group)).answered).toBe(true);
    await manager.sees(/Отменить 4 выдачи\?[^]*Одобрено: Ирина/, group);
    await manager.sees(/^Выдачи отменены, решение: staff:\d+$/, group);
    await eventually(async () => (await run()).state !== 'running', 'the run ends');
  });

  it('has done each step once, and its timeline says so', async () => {
    const { state, error, timeline } = await run();
    expect({ state, error }).toEqual({ state: 'done', error: null });
    const states = Object.fromEntries(timeline.map((step) => [step.id, step.state]));
    expect(states).toEqual({
      ...{ storm: 'done', bookings: 'done', evacuate: 'skipped', pause: 'done', warn: 'done' },
      ...Object.fromEntries(guests.map((_, item) => [`warn[${item}]`, 'done'])),
      ...{ ask: 'done', tell: 'done' },
    });
    for (const { id, attempts } of timeline)
      expect(attempts.filter(({ outcome }) => outcome === 'done').length, id).toBeLessThanOrEqual(1);
    expect(timeline.find(({ id }) => id === 'ask')?.output).toMatchObject({
      decision: 'approved',
      by: `staff:${people.tbilisiManager}`,
    });
    const begun = (id: string): number =>
      Date.parse(timeline.find((step) => step.id === id)?.started_at ?? '');
    const ended = (id: string): number =>
      Date.parse(timeline.find((step) => step.id === id)?.finished_at ?? '');
    expect(begun('bookings')).toBeGreaterThanOrEqual(ended('storm'));
    expect(begun('warn')).toBeGreaterThanOrEqual(ended('pause'));
    expect(begun('ask')).toBeGreaterThanOrEqual(ended('warn'));
    expect(begun('tell')).toBeGreaterThanOrEqual(ended('ask'));

    const said = [
      'Ветер 24 м/с',
      'Выдачи на улице отложены',
      ...guests.map(({ name }) => `Предупредить: ${name}`),
    ];
    expect(said.map((text) => [text, timesSaid(text)])).toEqual(said.map((text) => [text, 1]));
    expect(timesSaid('Убираем машины')).toBe(0);
  });

  it('is in the list of /schedules, with its last run, for the admin to stop', async () => {
    const admin = new Person(playground.telegram.seat, people.admin);
    playground.letStaffStart();
    admin.says('/schedules');
    const list = await admin.sees(/Расписания/);
    const pages = /Расписания 1\/(\d+)/.exec(textOf(list))?.[1] ?? '1';
    for (let page = 1; page < Number(pages); page += 1) {
      await admin.presses(/^▶️$/);
      await admin.sees(new RegExp(`Расписания ${page + 1}/`));
    }
    await admin.presses(/Штормовое предупреждение/);
    await admin.sees(/🗓 Штормовое предупреждение[^]*Создано: Weather watch[^]*✅/);
    await admin.presses(/На паузу/);
    await admin.sees(/🗓 Штормовое предупреждение[^]*На паузе/);
    expect(await call('GET', `/tasks/${taskId}`)).toMatchObject({ status: 'paused', next_run_at: null });
  });
});
