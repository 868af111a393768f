import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCallback, encodeCallback, type Callback } from './callback.js';

describe('callback data', () => {
  it('comes back as it was made and always fits into 64 bytes', () => {
    const callback: fc.Arbitrary<Callback> = fc.oneof(
      fc.record({
        action: fc.constant('checklist' as const),
        checklistId: fc.uuid({ version: 4 }),
        version: fc.integer({ min: 1, max: 99_999 }),
        verb: fc.stringMatching(/^[a-z]{1,8}$/),
        argument: fc.stringMatching(/^[\w-]{0,14}$/),
      }),
      fc.record({
        action: fc.constant('issue.start' as const),
        bookingId: fc.integer({ min: 1, max: 2 ** 40 }),
      }),
      fc.record({
        action: fc.constant('approval' as const),
        approvalId: fc.uuid({ version: 4 }),
        decision: fc.constantFrom('approve' as const, 'reject' as const),
      }),
      fc.record({ action: fc.constant('schedules' as const), page: fc.nat({ max: 9_999 }) }),
      fc.record({
        action: fc.constant('schedule' as const),
        taskId: fc.uuid({ version: 4 }),
        verb: fc.constantFrom('open' as const, 'pause' as const, 'tomorrow' as const),
      }),
      fc.record({
        action: fc.constant('staff.branch' as const),
        staffId: fc.bigInt({ min: 1n, max: 2n ** 52n - 1n }),
        revision: fc.integer({ min: 1, max: 99_999 }),
        branch: fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/),
        belongs: fc.constantFrom(0, 1),
      }),
      fc.record({
        action: fc.constant('duty.put' as const),
        branch: fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/),
        day: fc.stringMatching(/^\d{6}$/),
        staffId: fc.bigInt({ min: 1n, max: 2n ** 52n - 1n }),
        hours: fc.constantFrom('day' as const, 'night' as const, 'typed' as const),
        days: fc.constantFrom(1, 7),
      }),
      fc.record({
        action: fc.constant('chat.move' as const),
        chatId: fc.uuid({ version: 4 }),
        branch: fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/),
      }),
    );
    fc.assert(
      fc.property(callback, (one) => {
        const data = encodeCallback(one);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(decodeCallback(data)).toEqual(one);
      }),
    );
  });

  it('knows nothing of what it did not make', () => {
    for (const data of [
      '',
      'x',
      '0.is.5',
      '1.is.abc',
      '1.is.-5',
      '1.zz.1',
      '1.cl.short.1.ok',
      '1.sl.',
      '1.sl.-1',
      '1.sc.AAAAAAAAQACAAAAAAAAAAA.explode',
      '1.is.5.x.y.z.q',
      't:done:01J9Z3',
    ])
      expect(decodeCallback(data), data).toBeNull();
    fc.assert(fc.property(fc.string(), (data) => data.startsWith('1.') || decodeCallback(data) === null));
  });
});
