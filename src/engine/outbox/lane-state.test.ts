import { describe, expect, it } from 'vitest';
import { LaneState, type LeasedLane } from './lane-state.js';
import type { LanePace } from './pace.js';

const pace: LanePace = { refillMs: 1_000, burst: 3 };
const noon = 1_800_000_000_000;
const one = { cost: 1, urgent: false };

function state(row: Partial<LeasedLane> = {}): LaneState {
  return new LaneState({
    ...{ leaseToken: 't', torn: false, slowdown: 1, recent: [], urgentAt: noon - 1, normalAt: noon - 1 },
    ...{ now: noon, ...row },
  });
}

describe('the pace of a lane that is held', () => {
  it("goes by the database's clock", () => {
    expect(state().now()).toBeGreaterThanOrEqual(noon);
    expect(state().now()).toBeLessThan(noon + 1_000);
  });

  it('is spent by what leaves, and stands when what left turned out to weigh something else', () => {
    const lane = state();
    expect(lane.waitsUntil(pace, one)).toBeNull();
    lane.open(pace, 2);
    expect(lane.recent).toHaveLength(2);
    lane.close(pace, 3);
    expect(lane.recent).toHaveLength(3);
    expect(lane.waitsUntil(pace, one)).toBeGreaterThan(noon + 1_000);
    expect(lane.waitsUntil(pace, { ...one, cost: 0 })).toBeNull();
    expect(lane.waitsUntil(undefined, one)).toBeNull();
  });

  it('is given back by what did not get there', () => {
    const lane = state({ recent: [noon - 10] });
    lane.open(pace, 2);
    lane.close(pace, 0);
    expect(lane.recent).toEqual([noon - 10]);
  });

  it('does not hold up what was put off: the other side has said when', () => {
    const lane = state({ recent: [noon, noon, noon], urgentAt: null, normalAt: null });
    expect(lane.waitsUntil(pace, one)).toBeNull();
    lane.open(pace, 1);
    expect(lane.waitsUntil(pace, one)).toBeGreaterThan(noon);
    lane.putOff();
    expect(lane.recent).toEqual([noon, noon, noon]);
    expect([lane.urgentAt, lane.normalAt]).toEqual([null, null]);
  });

  it('makes a lane whose head is heavy wait for that, what is urgent only for what is urgent', () => {
    const lane = state({ urgentAt: noon + 5, normalAt: noon + 9 });
    lane.hold(noon + 100, false);
    expect([lane.urgentAt, lane.normalAt]).toEqual([noon + 5, noon + 100]);
    lane.hold(noon + 50, true);
    expect([lane.urgentAt, lane.normalAt]).toEqual([noon + 50, noon + 100]);
  });

  it('slows down when it was refused for being too fast and recovers with what is accepted', () => {
    const lane = state();
    lane.throttled();
    expect(lane.slowdown).toBe(1.5);
    lane.accepted();
    expect(lane.slowdown).toBeLessThan(1.5);
  });
});
