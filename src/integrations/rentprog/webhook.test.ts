import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseRentProgWebhook, type RentProgEvent } from './webhook.js';

const context = {
  branch: 'tbilisi',
  companyIds: new Map([
    [21, 'tbilisi'],
    [23, 'service-center'],
  ]),
  receivedAt: new Date('2025-11-22T08:00:00Z'),
};

function eventsOf(event: string, payload: unknown, timezone?: string): RentProgEvent[] {
  const result = normaliseRentProgWebhook({ event, payload }, { ...context, ...(timezone && { timezone }) });
  if (!result.ok) throw new Error(result.reason.message);
  return result.events;
}

function payloadOf(event: string, payload: unknown): RentProgEvent['payload'] | undefined {
  return eventsOf(event, payload)[0]?.payload;
}

function refusalOf(body: unknown): string {
  const result = normaliseRentProgWebhook(body, context);
  return result.ok ? 'taken' : result.reason.code;
}

describe('events', () => {
  it.each([
    ['booking_create', 'booking.created'],
    ['booking_update', 'booking.updated'],
    ['booking_destroy', 'booking.updated'],
    ['car_create', 'car.updated'],
    ['car_update', 'car.updated'],
    ['car_destroy', 'car.updated'],
    ['client_create', 'client.updated'],
    ['client_update', 'client.updated'],
    ['client_destroy', 'client.updated'],
  ])('%s is %s', (event, type) => {
    const [first, ...others] = eventsOf(event, { id: 5 });
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      type,
      source: 'rentprog',
      branch: 'tbilisi',
      timestamp: context.receivedAt,
      payload: { rentprog_id: 5, branch: 'tbilisi', raw_event: event },
    });
    expect(first?.payload.deleted).toBe(event.endsWith('destroy') ? true : undefined);
  });

  it('the same change is the same event as an object, as JSON text and as a Ruby hash', () => {
    const forms = [
      { id: 7, mileage: [10, 20], user_id: null },
      '{"id":7,"mileage":[10,20],"user_id":null}',
      '{"id"=>7, "mileage"=>[10, 20], "user_id"=>nil}',
      '{id: 7, mileage: [10, 20], user_id: nil}',
    ];
    for (const form of forms) {
      expect(eventsOf('car_update', form)).toEqual([
        {
          type: 'car.updated',
          timestamp: context.receivedAt,
          source: 'rentprog',
          branch: 'tbilisi',
          payload: {
            rentprog_id: 7,
            branch: 'tbilisi',
            car_id: 7,
            raw_event: 'car_update',
            raw_action: 'update',
            fields: { id: 7, mileage: 20, user_id: null },
            changes: { mileage: [10, 20] },
            editor_id: null,
          },
        },
      ]);
    }
  });

  it('an event survives the way through JSON as it is', () => {
    const [event] = eventsOf('booking_update', '{"id"=>1, "state"=>["a", {"b"=>[nil]}]}');
    expect(JSON.parse(JSON.stringify(event?.payload))).toEqual(event?.payload);
  });
});

describe('the branch', () => {
  it('is the one that was called, whatever company the record names or does not', () => {
    for (const company of [undefined, 23, [21, 23], [23, 21], 'service-center']) {
      for (const event of eventsOf('car_update', { id: 1, company_id: company ?? null })) {
        expect(event.branch).toBe('tbilisi');
        expect(event.payload.branch).toBe('tbilisi');
      }
    }
  });
});

describe('changes', () => {
  it('two values are old and new in an update, and two values in a create', () => {
    expect(payloadOf('booking_update', { id: 1, tags: ['a', 'b'] })).toMatchObject({
      fields: { tags: 'b' },
      changes: { tags: ['a', 'b'] },
    });
    const created = payloadOf('booking_create', { id: 1, tags: ['a', 'b'] });
    expect(created?.fields).toEqual({ id: 1, tags: ['a', 'b'] });
    expect(created?.changes).toEqual({});
  });

  it('lists of another length and plain values are no change', () => {
    const payload = payloadOf('car_update', {
      id: 1,
      photos: ['a'],
      marks: [1, 2, 3],
      updated_from_api: false,
    });
    expect(payload?.changes).toEqual({});
    expect(payload?.fields).toMatchObject({ photos: ['a'], marks: [1, 2, 3], updated_from_api: false });
  });

  it('equal old and new values are no change', () => {
    const payload = payloadOf('car_update', { id: 1, store_place: ['A', 'A'], clean_state: [false, true] });
    expect(payload?.changes).toEqual({ clean_state: [false, true] });
    expect(payload?.fields).toMatchObject({ store_place: 'A', clean_state: true });
  });

  it('a flag of the API that changed is a change as any other', () => {
    expect(payloadOf('booking_update', { id: 1, updated_from_api: [true, false] })?.changes).toEqual({
      updated_from_api: [true, false],
    });
  });

  it('a new person in charge and the editor are told, also when there is none', () => {
    expect(payloadOf('booking_update', { id: 1, responsible_id: [null, 501], user_id: 502 })).toMatchObject({
      responsible_id: 501,
      editor_id: 502,
    });
    expect(payloadOf('booking_update', { id: 1, responsible_id: [501, null], user_id: null })).toMatchObject({
      responsible_id: null,
      editor_id: null,
    });
    const silent = payloadOf('booking_update', { id: 1 });
    expect(silent).not.toHaveProperty('responsible_id');
    expect(silent).not.toHaveProperty('editor_id');
  });

  it('the car and the client of a booking are the new ones', () => {
    expect(payloadOf('booking_update', { id: 1, car_id: [70, 71], client_id: 80 })).toMatchObject({
      booking_id: 1,
      car_id: 71,
      client_id: 80,
    });
    expect(payloadOf('car_update', { id: 1, car_id: 99 })?.car_id).toBe(1);
  });
});

describe('a move', () => {
  const types = (payload: unknown) => eventsOf('car_update', payload).map((event) => event.type);

  it('from one company to another names the branches that are known', () => {
    const [moved, updated] = eventsOf('car_update', { id: 1, company_id: [21, 23], branch_name: 'Service' });
    expect(moved).toMatchObject({
      type: 'car.moved',
      branch: 'tbilisi',
      payload: {
        car_id: 1,
        from_branch: 'tbilisi',
        to_branch: 'service-center',
        changes: { company_id: [21, 23] },
      },
    });
    expect(updated?.type).toBe('car.updated');
    expect(updated?.payload).not.toHaveProperty('to_branch');

    const [toUnknown] = eventsOf('car_update', { id: 1, company_id: [21, 99] });
    expect(toUnknown?.payload).toMatchObject({ from_branch: 'tbilisi' });
    expect(toUnknown?.payload).not.toHaveProperty('to_branch');
  });

  it('is told by the name of the branch alone, without a guess which one it is', () => {
    for (const name of ['Service', ['Tbilisi', 'Service']]) {
      const [moved] = eventsOf('car_update', { id: 1, branch_name: name });
      expect(moved?.type).toBe('car.moved');
      expect(moved?.payload).not.toHaveProperty('to_branch');
      expect(moved?.payload).not.toHaveProperty('from_branch');
    }
  });

  it('is not seen where the company stayed, nor in another entity or operation', () => {
    expect(types({ id: 1, company_id: 21 })).toEqual(['car.updated']);
    expect(types({ id: 1, company_id: [21, 21], branch_name: 'Tbilisi' })).toEqual(['car.updated']);
    expect(types({ id: 1, company_id: 21, branch_name: 'Tbilisi' })).toEqual(['car.updated']);
    expect(eventsOf('car_create', { id: 1, branch_name: 'Tbilisi' })).toHaveLength(1);
    expect(eventsOf('client_update', { id: 1, company_id: [21, 23] })).toHaveLength(1);
  });
});

describe('dates', () => {
  it("are the branch's wall time, whatever the zone of the server", () => {
    expect(
      payloadOf('booking_create', { id: 1, start_date: '03-11-2025 19:00', end_date: '07-11-2025 9:05' }),
    ).toMatchObject({ start_at: '2025-11-03T19:00:00+04:00', end_at: '2025-11-07T09:05:00+04:00' });
    const [elsewhere] = eventsOf(
      'booking_create',
      { id: 1, start_date: '03-07-2025 19:00' },
      'Europe/Berlin',
    );
    expect(elsewhere?.payload.start_at).toBe('2025-07-03T19:00:00+02:00');
  });

  it('are the new ones of a change; one that is absent or was taken away stays absent', () => {
    const payload = payloadOf('booking_update', {
      id: 1,
      start_date: ['22-11-2025 0:00', '21-11-2025 21:00'],
      end_date: ['24-11-2025 00:00', null],
    });
    expect(payload?.start_at).toBe('2025-11-21T21:00:00+04:00');
    expect(payload).not.toHaveProperty('end_at');
  });

  it('that are none are refused rather than left out', () => {
    for (const date of [
      '31-02-2025 10:00',
      '2025-11-03 19:00',
      '03-11-2025',
      '03-11-2025 24:30',
      'soon',
      5,
      ['x'],
    ])
      expect(refusalOf({ event: 'booking_create', payload: { id: 1, end_date: date } })).toBe(
        'rentprog.webhook.bad_date',
      );
  });
});

describe('what cannot be understood', () => {
  it.each([
    [null, 'no_envelope'],
    ['text', 'no_envelope'],
    [[], 'no_envelope'],
    [{}, 'no_envelope'],
    [{ event: 5, payload: { id: 1 } }, 'no_envelope'],
    [{ event: 'payment_create', payload: { id: 1 } }, 'unknown_event'],
    [{ event: 'booking_issue', payload: { id: 1 } }, 'unknown_event'],
    [{ event: 'booking_update ', payload: { id: 1 } }, 'unknown_event'],
    [{ event: 'constructor_update', payload: { id: 1 } }, 'unknown_event'],
    [{ event: 'car_update' }, 'no_envelope'],
    [{ event: 'car_update', payload: null }, 'payload_no_record'],
    [{ event: 'car_update', payload: [{ id: 1 }] }, 'payload_no_record'],
    [{ event: 'car_update', payload: '[1, 2]' }, 'payload_no_record'],
    [{ event: 'car_update', payload: '"{}"' }, 'payload_no_record'],
    [{ event: 'car_update', payload: '' }, 'payload_unreadable'],
    [{ event: 'car_update', payload: '{"id"=>1, "at"=>Sat, 22 Nov 2025}' }, 'payload_unreadable'],
    [{ event: 'car_update', payload: { mileage: [1, 2] } }, 'no_id'],
    [{ event: 'car_update', payload: { id: [1, 2] } }, 'no_id'],
    [{ event: 'car_update', payload: { id: 0 } }, 'no_id'],
    [{ event: 'car_update', payload: { id: 1.5 } }, 'no_id'],
    [{ event: 'car_update', payload: { id: 'abc' } }, 'no_id'],
    [{ event: 'car_update', payload: { id: 2 ** 60 } }, 'no_id'],
    [{ event: 'car_update', payload: { id: 1, note: 'a\u0000' } }, 'payload_unfit'],
    [{ event: 'car_update', payload: '{"id":1,"note":"\\ud800"}' }, 'payload_unfit'],
  ])('is refused with a reason: %j', (body, code) => {
    expect(refusalOf(body)).toBe(`rentprog.webhook.${code}`);
  });

  it('is refused when it is nested without end', () => {
    const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown;
    expect(refusalOf({ event: 'car_update', payload: { id: 1, deep } })).toBe(
      'rentprog.webhook.payload_unfit',
    );
    expect(refusalOf({ event: 'car_update', payload: `{"id"=>1, "deep"=>${'['.repeat(200_000)}` })).toBe(
      'rentprog.webhook.payload_unreadable',
    );
  });

  it('has a reason that names the place of the fault, not what a client wrote', () => {
    const result = normaliseRentProgWebhook(
      { event: 'client_update', payload: '{"id"=>1, "phone"=>"+995555100001", "at"=>now}' },
      context,
    );
    expect(result).toMatchObject({
      ok: false,
      reason: { message: expect.stringContaining('offset 42') as string },
    });
    expect(JSON.stringify(result)).not.toContain('995555');
  });

  it('never makes it throw', () => {
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({
        event: fc.constantFrom('booking_update', 'car_update', 'client_create', 'car_destroy'),
        payload: fc.oneof(fc.jsonValue(), fc.string(), fc.json(), fc.dictionary(fc.string(), fc.jsonValue())),
      }),
    );
    fc.assert(
      fc.property(body, (any) => {
        expect(typeof normaliseRentProgWebhook(any, context).ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it('a key named __proto__ changes nothing but itself', () => {
    const body: unknown = JSON.parse(
      '{"event":"car_update","payload":{"id":1,"__proto__":["a",{"deleted":true}]}}',
    );
    const result = normaliseRentProgWebhook(body, context);
    if (!result.ok) throw new Error(result.reason.message);
    const [event] = result.events;
    expect(event?.payload.fields.deleted).toBeUndefined();
    expect(event?.payload.deleted).toBeUndefined();
    expect(Object.keys(event?.payload.changes ?? {})).toEqual(['__proto__']);
  });
});
