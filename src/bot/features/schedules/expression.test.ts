import { describe, expect, it } from 'vitest';
import { readExpression } from './expression.js';

describe('the time that an admin types', () => {
  it.each([
    ['21:30', 'cron', '30 21 * * *'],
    [' 7.05 ', 'cron', '5 7 * * *'],
    ['30 21 * * 1-5', 'cron', '30 21 * * 1-5'],
    ['@daily', 'cron', '@daily'],
    ['FREQ=WEEKLY;BYDAY=MO', 'rrule', 'FREQ=WEEKLY;BYDAY=MO'],
    ['rrule:freq=daily', 'rrule', 'rrule:freq=daily'],
    ['DTSTART:20260101T090000\nRRULE:FREQ=DAILY', 'rrule', 'DTSTART:20260101T090000\nRRULE:FREQ=DAILY'],
    ['2026-01-07T09:00', 'once', '2026-01-07T09:00'],
  ])('%j is taken for %s', (typed, kind, expression) => {
    expect(readExpression(typed)).toEqual({ kind, expression });
  });

  it('is left to the schedules to refuse when it makes no sense', () => {
    expect(readExpression('25:99')).toEqual({ kind: 'cron', expression: '99 25 * * *' });
    expect(readExpression('tomorrow')).toEqual({ kind: 'cron', expression: 'tomorrow' });
  });
});
