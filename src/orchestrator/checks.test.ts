import { describe, expect, it } from 'vitest';
import { COMPANY, companyInTest } from '../../test/support/company.js';
import { BranchlineEvent } from '../engine/events/index.js';
import { dryRun } from '../engine/pipelines/index.js';
import { parseSchedule, toZonedIso } from '../engine/schedules/index.js';
import { eventsPublishTool } from '../tools/events-publish.js';
import { productChecks } from './checks.js';

const { timezone } = COMPANY;
const seeds = productChecks(companyInTest());

function seedOf(name: string): (typeof seeds)[number] {
  const seed = seeds.find((one) => one.name === name);
  if (seed === undefined) throw new Error(`there is no seed ${name}`);
  return seed;
}

describe("the product's own checks", () => {
  it('are six for every branch, each of them under a name of its own', () => {
    expect(new Set(seeds.map(({ name }) => name)).size).toBe(12);
    expect(seedOf('check.cash:batumi')).toMatchObject({
      title: 'Cash check: Batumi',
      branch: 'batumi',
      timezone,
    });
  });

  it.each([
    ['check.cash', 1, 'T21:30:00+04:00', 'T21:30:00+04:00'],
    ['check.bookings', 56, 'T08:00:00+04:00', 'T21:45:00+04:00'],
    ['check.to', 1, 'T09:15:00+04:00', 'T09:15:00+04:00'],
    ['check.starline', 48, 'T00:00:00+04:00', 'T23:30:00+04:00'],
    ['daily.plan.generate', 1, 'T07:30:00+04:00', 'T07:30:00+04:00'],
    ['daily.plan.generate.evening', 1, 'T21:45:00+04:00', 'T21:45:00+04:00'],
  ])('%s is due %i times a day, first at %s and last at %s', (type, times, first, last) => {
    const { scheduleExpr: expr } = seedOf(`${type}:tbilisi`);
    const slots = parseSchedule({ kind: 'cron', expr, timezone }).after(
      new Date('2026-03-01T19:59:59Z'),
      1_000,
      new Date('2026-03-02T19:59:59Z'),
    );
    expect(slots).toHaveLength(times);
    const told = slots.map((at) => toZonedIso(at, timezone));
    expect([told[0], told.at(-1)]).toEqual([`2026-03-02${first}`, `2026-03-02${last}`]);
  });

  it.each(seeds)('$name publishes an event of the catalogue, for its slot or, by hand, for now', (seed) => {
    const tool = eventsPublishTool({ clock: { now: () => new Date() } });
    const tools = new Map([[tool.name, tool]]);
    const now = new Date('2026-03-02T17:30:00Z');
    for (const slot of ['2026-03-02T17:30:00.000Z', null]) {
      const run = { id: 'r', task_id: 't', cause: 'schedule', slot_at: slot, started_at: null };
      const { valid, faults, steps } = dryRun(seed.payload, tools, { now, run });
      expect({ valid, faults }).toEqual({ valid: true, faults: [] });
      const input = steps[0]?.with as { topic: string; payload: unknown };
      const event = BranchlineEvent.parse({
        ...{ id: 'e', type: input.topic, source: 'schedule', branch: seed.branch, timestamp: now },
        ...{ correlationId: 'c', payload: input.payload },
      });
      const part = seed.name.includes('.evening:') ? { part: 'evening' } : {};
      expect(event.payload).toEqual({ branch: seed.branch, slot: now.toISOString(), ...part });
    }
  });
});
