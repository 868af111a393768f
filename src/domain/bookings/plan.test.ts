import { describe, expect, it } from 'vitest';
import { dueNotices } from './plan.js';

const at = new Date('2026-03-10T12:00:00Z');
const before = (minutes: number) => new Date(at.getTime() - minutes * 60_000);
const names = (now: Date) => dueNotices(at, now).map((one) => `${one.notice}:${one.inMs / 60_000}`);

describe('dueNotices', () => {
  it('gives all notices of a booking that lies days ahead, each at its time', () => {
    expect(names(before(48 * 60))).toEqual(['24h:1440', '2h:2760', '30m:2850', 'overdue:2910']);
  });

  it('announces a booking made an hour and a half before its start once, now, and then goes on', () => {
    expect(names(before(90))).toEqual(['2h:0', '30m:60', 'overdue:120']);
  });

  it('says only that it is overdue when the start has long passed', () => {
    expect(names(before(-10_000))).toEqual(['overdue:0']);
  });

  it('holds at the very minute', () => {
    expect(names(before(30))).toEqual(['30m:0', 'overdue:60']);
    expect(names(before(0))).toEqual(['30m:0', 'overdue:30']);
  });
});
