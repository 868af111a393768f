import { describe, expect, it } from 'vitest';
import { matchesTopic, parseTopicPattern } from './topic.js';

describe('matchesTopic', () => {
  it.each([
    ['booking.created', 'booking.created', true],
    ['booking.created', 'booking.cancelled', false],
    ['booking.*', 'booking.created', true],
    ['booking.*', 'booking.issue.planned', true],
    ['booking.**', 'booking.issue.planned', true],
    ['booking.*', 'booking', false],
    ['booking.*.planned', 'booking.issue.planned', true],
    ['booking.*.planned', 'booking.issue.late.planned', false],
    ['booking.**.planned', 'booking.issue.late.planned', true],
    ['*.created', 'booking.created', true],
    ['*', 'booking.created', true],
    ['**', 'booking', true],
    ['book*', 'booking', false],
    ['user.email.received', 'custom.user.email.received', true],
    ['custom.user.email.received', 'user.email.received', true],
    ['custom.user.*', 'custom.user.email.received', true],
    ['custom.*', 'custom.user', true],
  ])('%s and %s: %s', (pattern, topic, matches) => {
    expect(matchesTopic(pattern, topic)).toBe(matches);
  });

  it('answers at once for a pattern of nothing but wildcards', () => {
    const pattern = Array.from({ length: 40 }, () => '**').join('.') + '.end';
    const topic = Array.from({ length: 80 }, () => 'part').join('.');
    expect(matchesTopic(pattern, topic)).toBe(false);
  });
});

describe('parseTopicPattern', () => {
  it.each(['', '.', 'booking..created', 'booking.', 'book*', 'a b', '***'])('refuses "%s"', (pattern) => {
    expect(() => parseTopicPattern(pattern)).toThrow(/topic pattern/);
  });
});
