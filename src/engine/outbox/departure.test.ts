import { describe, expect, it } from 'vitest';
import { mergeDeparture } from './departure.js';
import type { Channel, Effect } from './effect.js';

function effect(id: number, more: Partial<Effect> = {}): Effect {
  return {
    ...{ id: BigInt(id), lane: 'a', channel: 'test', kind: 'card', priority: 5, payload: id, mergeKey: 'k' },
    ...{ attempts: 0, uncertain: false, correlationId: 'c', eventId: null, createdAt: new Date(0) },
    ...more,
  };
}

function join(most: number): NonNullable<Channel['merge']> {
  return (effects) => {
    const taken = effects.slice(0, most);
    return { payload: taken.map(({ payload }) => payload).join('+'), count: taken.length };
  };
}

/** Who leads, what is sent, and who goes with it. */
function departed(
  head: Effect,
  others: readonly Effect[],
  { most = 100, isWhole = true } = {},
): { lead: number; payload: unknown; merged: number[]; priority: number } {
  const { lead, merged, priority } = mergeDeparture(head, others, { merge: join(most) }, isWhole);
  return {
    lead: Number(lead.id),
    payload: lead.payload,
    merged: merged.map(({ id }) => Number(id)),
    priority,
  };
}

describe('what leaves together', () => {
  it('is in the order of its age and under the name of the head', () => {
    expect(departed(effect(5, { priority: 1 }), [effect(3), effect(8)])).toEqual({
      ...{ lead: 5, payload: '3+5+8', merged: [3, 8], priority: 1 },
    });
  });

  it('is the head alone when there is nothing else', () => {
    expect(departed(effect(5), [])).toMatchObject({ lead: 5, payload: 5, merged: [] });
  });

  it('is the oldest ones when not all fit, with the urgency of the head even if that has to wait', () => {
    const others = [effect(1), effect(2), effect(3)];
    expect(departed(effect(5, { priority: 1 }), others, { most: 2 })).toEqual({
      ...{ lead: 2, payload: '1+2', merged: [1], priority: 1 },
    });
  });

  it('never passes over some that were not looked at', () => {
    const others = [effect(1), effect(2)];
    expect(departed(effect(900), others, { isWhole: false })).toMatchObject({ payload: '1+2', lead: 2 });
    expect(departed(effect(1), [effect(2), effect(3)], { isWhole: false })).toMatchObject({
      payload: '1+2+3',
      lead: 1,
    });
  });

  it('is the last of those that fit when the head does not, and the head alone where nothing is merged', () => {
    const others = [effect(1), effect(2), effect(3)];
    expect(departed(effect(5), others, { most: 3 })).toMatchObject({ lead: 3, merged: [1, 2] });
    expect(mergeDeparture(effect(5), others, {}, true)).toMatchObject({ merged: [], priority: 5 });
  });

  it('is at least one, also when nothing can be joined', () => {
    expect(departed(effect(1), [effect(2)], { most: 0 })).toMatchObject({ lead: 1, merged: [] });
  });

  it('is what may have arrived by itself when that does not fit in', () => {
    const torn = effect(5, { uncertain: true });
    expect(departed(torn, [effect(1), effect(2)], { most: 2 })).toMatchObject({ payload: 5, merged: [] });
    expect(departed(torn, [effect(1), effect(9)])).toMatchObject({ lead: 5, payload: '1+5+9' });
  });
});
