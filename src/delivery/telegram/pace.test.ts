import { describe, expect, it } from 'vitest';
import { telegramPace } from './pace.js';

describe('the pace of Telegram', () => {
  it('is 30 messages a second over all, one a second into a chat, and 20 a minute into a group', () => {
    const pace = telegramPace();
    expect(pace.perSecond).toBe(30);
    expect(pace.lane('telegram:7100000011')).toEqual({ refillMs: 1_000, burst: 3 });
    for (const group of ['telegram:tbilisi', 'telegram:-1001001', 'telegram:7b', 'other:telegram:7'])
      expect(pace.lane(group)).toMatchObject({ refillMs: 1_000, window: { ms: 60_000, units: 20 } });
  });

  it('lends a group a second beyond its burst of ten, and keeps one place for what is urgent', () => {
    expect(telegramPace().lane('telegram:tbilisi').window).toMatchObject({
      burst: 10,
      reserve: 1,
      lendMs: 1_000,
    });
  });

  it('is faster as a whole where the clock of the other side is', () => {
    const pace = telegramPace(10);
    expect(pace.perSecond).toBe(300);
    expect(pace.lane('telegram:1')).toMatchObject({ refillMs: 100 });
    expect(pace.lane('telegram:tbilisi')).toMatchObject({
      refillMs: 100,
      window: { ms: 6_000, units: 20, lendMs: 100 },
    });
  });
});
