import { describe, expect, it } from 'vitest';
import { rungsAbove } from './ladder.js';

const NOON = new Date('2031-03-03T08:00:00Z');
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);

describe('the ladder', () => {
  it('has the head after 15 minutes and the admins after an hour above what managers are asked', () => {
    expect(rungsAbove('manager', 'approvals', {}, NOON)).toEqual([
      { index: 0, role: 'head', at: minutes(15) },
      { index: 1, role: 'admin', at: minutes(60) },
    ]);
  });

  it('has the managers after half an hour and the head after two hours above the employees', () => {
    expect(rungsAbove('staff', 'incidents', {}, NOON)).toEqual([
      { index: 0, role: 'manager', at: minutes(30) },
      { index: 1, role: 'head', at: minutes(120) },
    ]);
  });

  it('has the times of the company file, as far as there is somebody above', () => {
    const escalation = { approvals: [300_000, 600_000, 900_000], incidents: [60_000] };
    expect(rungsAbove('manager', 'approvals', { escalation }, NOON).map(({ role }) => role)).toEqual([
      'head',
      'admin',
    ]);
    expect(rungsAbove('staff', 'incidents', { escalation }, NOON)).toEqual([
      { index: 0, role: 'manager', at: minutes(1) },
    ]);
  });
});
