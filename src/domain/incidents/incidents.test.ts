import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NOON } from '../../../test/support/company.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/support/database.js';
import {
  cardsOf,
  dato,
  gio,
  irina,
  NIGHT,
  nino,
  openCompany,
  timersOf,
} from '../../../test/support/staffed-company.js';
import type { Incident } from '../../platform/prisma/index.js';
import { decideRequest, expireRequest } from '../approvals/index.js';
import type { Person } from '../staff/index.js';
import {
  acknowledgeIncident,
  afterClosingDecided,
  commentIncident,
  escalateIncident,
  listIncidents,
  lockIncident,
  openIncident,
  openIncidentsOf,
  reopenIncident,
  resolveIncident,
  type Done,
  type NewIncident,
} from './index.js';

const correlationId = 'c1';
const DAY_MS = 24 * 3_600_000;
let database: OpenDatabase;
let deps: Awaited<ReturnType<typeof openCompany>>;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await openCompany(database);
});

afterEach(async () => {
  deps.setTime(NOON);
  await database.rows('truncate incidents, approvals, audit_log, effects, jobs cascade');
});

afterAll(() => database.close());

function open(given: Partial<NewIncident> = {}): Promise<{ id: string; opened: boolean }> {
  const found: NewIncident = {
    ...{ kind: 'new_damage', branch: 'tbilisi', carId: 7, text: 'A dent <here>', correlationId },
    ...given,
  };
  return database.workshop.transact((work) => openIncident(work, deps, found));
}

type Change = typeof acknowledgeIncident;

async function does(change: Change, id: string, by: Person): Promise<Done['outcome'] | undefined> {
  const done = await database.workshop.transact((work) => change(work, deps, { id, by, correlationId }));
  return done?.outcome;
}

async function says(id: string, by: Person, text: string): Promise<void> {
  await database.workshop.transact((work) => commentIncident(work, deps, { id, by, text, correlationId }));
}

function stored(id: string): Promise<Incident> {
  return database.prisma.incident.findUniqueOrThrow({ where: { id } });
}

async function card(id: string, copy = ''): Promise<string> {
  return (await cardsOf(database)).get(`incident:${id}${copy}`)?.html ?? '';
}

/** As the bot does when a manager presses, or the time is up. */
async function closingIs(decision: 'approved' | 'rejected' | 'expired', id: string): Promise<void> {
  const { id: approvalId } = await database.prisma.approval.findFirstOrThrow({ where: { state: 'pending' } });
  await database.workshop.transact(async (work) => {
    await lockIncident(work.tx, id);
    const approval =
      decision === 'expired'
        ? await expireRequest(work, deps, approvalId, correlationId)
        : await decideRequest(work, deps, { id: approvalId, decision, by: irina, correlationId });
    const settled =
      approval !== null && 'outcome' in approval ? 'approval' in approval && approval.approval : approval;
    if (settled !== null && settled !== false) await afterClosingDecided(work, deps, settled, correlationId);
  });
}

async function audited(): Promise<string[]> {
  const entries = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map((entry) => `${entry.actor ?? 'nobody'} ${entry.action}`);
}

describe('an incident', () => {
  it('is a card in the car’s topic, and goes up while nobody takes it on', async () => {
    const { id, opened } = await open({ openedBy: gio.telegramId, bookingId: 506_539 });
    expect(opened).toBe(true);
    const shown = (await cardsOf(database)).get(`incident:${id}`);
    expect(shown?.to).toMatchObject({ topic: { key: 'car:7', name: 'AA123BB Toyota Camry' } });
    expect(shown?.html).toMatch(
      /New damage · AA123BB · Toyota Camry<\/b> · 🔴 open[^]*506539[^]*A dent &lt;here&gt;[^]*Reported by Gio/,
    );
    expect(shown?.keyboard?.flat().map(({ text }) => text)).toEqual([
      '👀 I’m on it',
      '💬 Add',
      '✅ Close',
      '🚗 AA123BB',
    ]);
    expect([...(await cardsOf(database)).keys()]).toEqual([`incident:${id}`]);
    expect(await timersOf(database)).toEqual([
      { what: 'incident.escalate manager', at: new Date(NOON.getTime() + 30 * 60_000) },
      { what: 'incident.escalate head', at: new Date(NOON.getTime() + 120 * 60_000) },
    ]);
  });

  it('that is urgent is said in alerts and to the managers at once', async () => {
    const { id } = await open({ kind: 'unauthorised_trip' });
    const cards = await cardsOf(database);
    expect([...cards.keys()]).toEqual([`incident:${id}`, `incident:${id}:alert`, `incident:${id}:2`]);
    expect(cards.get(`incident:${id}:alert`)).toMatchObject({
      to: { topic: { key: 'alerts' } },
      keyboard: [[{ link: `incident-${id}` }]],
    });
    await does(acknowledgeIncident, id, irina);
    expect(await card(id, ':alert')).toContain('with Irina');
  });

  it('is told on to nobody who has left, or works in another branch by now', async () => {
    const { id } = await open({ kind: 'unauthorised_trip' });
    expect((await cardsOf(database)).has(`incident:${id}:2`)).toBe(true);
    const manager = { telegramId: irina.telegramId };
    for (const [gone, back] of [
      [{ leftAt: NOON }, { leftAt: null }],
      [{ branches: ['batumi'] }, { branches: ['tbilisi'] }],
    ]) {
      await database.prisma.staff.update({ where: manager, data: gone ?? {} });
      await database.rows('truncate effects');
      await says(id, gio, 'Found it');
      expect([...(await cardsOf(database)).keys()]).toEqual([`incident:${id}`, `incident:${id}:alert`]);
      await database.prisma.staff.update({ where: manager, data: back ?? {} });
    }
  });

  it('about no car stands in alerts', async () => {
    const { id } = await open({ kind: 'lost_tracker', carId: undefined });
    const cards = await cardsOf(database);
    expect(cards.get(`incident:${id}`)?.to).toMatchObject({ topic: { key: 'alerts' } });
    expect(cards.has(`incident:${id}:alert`)).toBe(false);
  });

  it('is opened once for a key, also when ten find it at once', async () => {
    const found = await Promise.all(Array.from({ length: 10 }, () => open({ key: 'trip:1' })));
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(found.filter(({ opened }) => opened)).toHaveLength(1);
    expect((await open({ key: 'trip:2' })).opened).toBe(true);
    expect(await database.prisma.incident.count()).toBe(2);
  });

  it('is taken on by the first of ten; it is not escalated after that', async () => {
    const { id } = await open();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) => does(acknowledgeIncident, id, at % 2 === 0 ? gio : irina)),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'not_now')).toHaveLength(9);
    expect(await audited()).toHaveLength(2);
    await database.workshop.transact((work) =>
      escalateIncident(work, deps, { id, role: 'manager', round: 1, correlationId }),
    );
    expect(await card(id)).not.toContain('Escalated');
  });

  it('goes to those above in private, after their quiet hours', async () => {
    deps.setTime(NIGHT);
    const { id } = await open();
    await database.rows('truncate jobs');
    const escalate = (role: 'manager' | 'head') =>
      database.workshop.transact((work) =>
        escalateIncident(work, deps, { id, role, round: 1, correlationId }),
      );
    await escalate('manager');
    expect(await timersOf(database)).toEqual([
      { what: 'incident.tell 2', at: new Date('2031-03-04T04:00:00Z') },
    ]);
    expect(await card(id, ':2')).toBe('');
    deps.setTime(NOON);
    await escalate('head');
    expect((await cardsOf(database)).get(`incident:${id}:4`)?.below).toBe(true);
    expect(await card(id)).toMatch(/Escalated: Branch manager[^]*Escalated: Head of operations/);
  });

  it('is closed by a manager at once; the car has no open incident then', async () => {
    const { id } = await open();
    expect(await openIncidentsOf(database.prisma, 7)).toHaveLength(1);
    await says(id, gio, 'It polishes out');
    expect(await does(resolveIncident, id, irina)).toBe('done');
    expect(await does(resolveIncident, id, nino)).toBe('not_now');
    expect(await stored(id)).toMatchObject({ state: 'resolved', resolvedBy: 2n, resolvedAt: NOON });
    expect(await card(id)).toMatch(/🟢 closed by Irina[^]*Gio<\/b>: It polishes out\n.*Closed by Irina/);
    expect(await openIncidentsOf(database.prisma, 7)).toEqual([]);
    expect(await audited()).toEqual(['nobody incident.opened', '1 incident.comment', '2 incident.resolved']);
  });

  it('that an employee wants closed waits for a manager, who is told what was done', async () => {
    const { id } = await open();
    expect(await does(resolveIncident, id, gio)).toBe('say_first');
    await says(id, gio, 'Polished');
    expect(await does(resolveIncident, id, gio)).toBe('asked');
    expect(await does(resolveIncident, id, gio)).toBe('asked_before');
    expect(await stored(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 1n });
    expect(await card(id)).toMatch(/Gio asks to close it: Polished[^]*Closing waits/);
    const asked = await database.prisma.approval.findFirstOrThrow();
    expect((await cardsOf(database)).get(`approval:${asked.id}`)?.html).toMatch(
      /Closing an incident[^]*Polished/,
    );

    await closingIs('rejected', id);
    expect(await stored(id)).toMatchObject({ state: 'acknowledged' });
    expect(await card(id)).toMatch(/Irina: not to be closed yet/);
    expect(await does(resolveIncident, id, gio)).toBe('asked');
    await closingIs('expired', id);
    expect(await card(id)).toContain('Nobody confirmed');
    expect(await does(resolveIncident, id, gio)).toBe('asked');
    await closingIs('approved', id);
    expect(await stored(id)).toMatchObject({ state: 'resolved', resolvedBy: 2n });
    expect(await card(id)).not.toContain('Closing waits');
  });

  it('that a manager closes meanwhile takes the request back', async () => {
    const { id } = await open();
    await says(id, gio, 'Polished');
    await does(resolveIncident, id, gio);
    expect(await does(resolveIncident, id, irina)).toBe('done');
    expect(await database.prisma.approval.findFirstOrThrow()).toMatchObject({ state: 'withdrawn' });
  });

  it('is neither lost nor stuck when a manager closes it while another approves the closing', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await open();
      await says(id, gio, 'Polished');
      await does(resolveIncident, id, gio);
      await Promise.all([closingIs('approved', id), does(resolveIncident, id, nino)]);
      expect(await stored(id)).toMatchObject({ state: 'resolved' });
      expect(await database.prisma.approval.count({ where: { state: 'pending' } })).toBe(0);
    }
  });

  it('can be opened again for seven days, and is then escalated anew', async () => {
    const { id } = await open();
    expect(await does(reopenIncident, id, gio)).toBe('not_now');
    await does(resolveIncident, id, irina);
    deps.setTime(new Date(NOON.getTime() + 7 * DAY_MS));
    await database.rows('truncate jobs');
    expect(await does(reopenIncident, id, gio)).toBe('done');
    expect(await stored(id)).toMatchObject({ state: 'open', round: 2, resolvedBy: null });
    expect(await timersOf(database)).toHaveLength(2);
    // A timer of before says nothing any more.
    await database.workshop.transact((work) =>
      escalateIncident(work, deps, { id, role: 'manager', round: 1, correlationId }),
    );
    expect(await card(id)).not.toContain('Escalated');
    await does(resolveIncident, id, irina);
    deps.setTime(new Date(NOON.getTime() + 15 * DAY_MS));
    expect(await does(reopenIncident, id, gio)).toBe('too_late');
    expect((await cardsOf(database)).get(`incident:${id}`)?.keyboard).toEqual([]);
  });

  it('keeps its card within Telegram’s limits, however much is said of it', async () => {
    const { id } = await open({ text: '<'.repeat(5_000) });
    for (let round = 0; round < 40; round += 1) await says(id, gio, `${round} ${'"'.repeat(2_000)}`);
    expect((await card(id)).length).toBeLessThanOrEqual(4_096);
    expect(await card(id)).toContain(': 39 ');
  });
});

describe('the list of incidents', () => {
  it('has those of the branches that are open, and apart those closed within seven days', async () => {
    const list = async (branches: string[] | 'all', which: 'open' | 'closed') => {
      const now = deps.clock.now();
      const { views } = await listIncidents(database.prisma, { branches, which, page: 9, size: 8, now });
      return views.map(({ incident, car }) => `${incident.text} ${car?.plate ?? '-'}`);
    };
    const { id } = await open({ text: 'one' });
    await open({ text: 'two', branch: 'batumi', carId: undefined });
    expect(await list(['tbilisi'], 'open')).toEqual(['one AA123BB']);
    expect(await list('all', 'open')).toHaveLength(2);
    expect(await list([...dato.branches], 'open')).toEqual(['two -']);
    await does(resolveIncident, id, irina);
    expect(await list(['tbilisi'], 'open')).toEqual([]);
    expect(await list(['tbilisi'], 'closed')).toEqual(['one AA123BB']);
    deps.setTime(new Date(NOON.getTime() + 8 * DAY_MS));
    expect(await list('all', 'closed')).toEqual([]);
  });
});
