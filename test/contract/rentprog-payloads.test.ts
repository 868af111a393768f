import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  normaliseRentProgWebhook,
  RentProgBooking,
  RentProgCar,
} from '../../src/integrations/rentprog/index.js';
import type { RentProgWebhookResult } from '../../src/integrations/rentprog/webhook.js';

const own = new URL('../fixtures/rentprog/', import.meta.url);
/** Bodies collected from outside; they are not part of the repository. */
const collected = new URL('../../../shared/payloads/rentprog/', import.meta.url);

const companyIds = new Map([
  [21, 'tbilisi'],
  [23, 'service-center'],
  [1001, 'tbilisi'],
  [1004, 'service-center'],
]);

function outcomesOf(folder: URL, file: string): RentProgWebhookResult[] {
  const content = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown;
  const receivedAt = new Date('2025-11-20T10:00:00Z');
  return (Array.isArray(content) ? (content as unknown[]) : [content]).map((body) =>
    normaliseRentProgWebhook(body, { branch: 'tbilisi', companyIds, receivedAt, timezone: 'Asia/Tbilisi' }),
  );
}

function webhooksIn(folder: URL): string[] {
  return readdirSync(folder).filter((file) => file.startsWith('webhook_'));
}

const one = (type: string, payload: object) => ({ ok: true, events: [{ type, branch: 'tbilisi', payload }] });
const moved = (payload: object) => ({
  ok: true,
  events: [
    {
      type: 'car.moved',
      branch: 'tbilisi',
      payload: { ...payload, from_branch: 'tbilisi', to_branch: 'service-center' },
    },
    { type: 'car.updated', branch: 'tbilisi', payload },
  ],
});
const refused = (what: string) => ({ ok: false, reason: { code: `rentprog.webhook.${what}` } });

const ownOutcomes: Record<string, object[]> = {
  'webhook_booking_update.object.json': [
    one('booking.updated', {
      booking_id: 9001,
      editor_id: null,
      changes: { location_start: ['Office', 'Office, door 2'] },
      fields: { location_start: 'Office, door 2', updated_from_api: true },
    }),
  ],
  'webhook_booking_update.json_string.json': [
    one('booking.updated', { booking_id: 9002, changes: { state: ['Новая', 'Активная'] } }),
  ],
  'webhook_car_update.ruby_string.json': [
    one('car.updated', {
      car_id: 7001,
      raw_event: 'car_update',
      raw_action: 'update',
      changes: { mileage: [40100, 40655], clean_state: [true, false] },
    }),
  ],
  'webhook_booking_update.ruby_nil.json': [
    one('booking.updated', {
      responsible_id: 501,
      editor_id: null,
      changes: { responsible: [null, 'Нино Т.'] },
    }),
  ],
  'webhook_booking_update.dates.json': [
    one('booking.updated', {
      start_at: '2025-12-02T09:30:00+04:00',
      end_at: '2025-12-06T00:15:00+04:00',
      editor_id: 502,
      changes: { updated_from_api: [true, false] },
    }),
  ],
  'webhook_booking_create.ruby_string.json': [
    one('booking.created', {
      booking_id: 9005,
      car_id: 7001,
      client_id: 8001,
      start_at: '2025-12-31T22:00:00+04:00',
      end_at: '2026-01-03T08:05:00+04:00',
      fields: { price: 95.5, tags: ['vip', 'airport'] },
      changes: {},
    }),
  ],
  'webhook_car_update.moved.json': [moved({ car_id: 7002, changes: { company_id: [21, 23] } })],
  'webhook_client_destroy.json': [one('client.updated', { client_id: 8002, deleted: true })],
  'webhook_client_update.object.json': [
    one('client.updated', { client_id: 8001, changes: { name: ['Tamar K', 'Tamar <K>'] } }),
  ],
  'webhook_hostile.json': [
    one('booking.updated', { changes: { description: ['5 => 6: "да" «ok»', 'a\nb #{1}, }'] } }),
    one('booking.updated', { booking_id: 9102, changes: { state: ['Новая', null] } }),
    one('car.updated', { car_id: 7103, changes: { mileage: [1000, 2000] } }),
    one('client.updated', { client_id: 8104, changes: { constructor: ['a', 'b'] } }),
    refused('payload_unreadable'),
    refused('payload_unreadable'),
    refused('payload_unreadable'),
    refused('no_id'),
    refused('bad_date'),
    refused('payload_unfit'),
    refused('unknown_event'),
    refused('payload_no_record'),
  ],
};

const collectedOutcomes: Record<string, object[]> = {
  'webhook_booking_create.object.json': [
    one('booking.created', {
      booking_id: 506539,
      car_id: 65311,
      client_id: 381001,
      start_at: '2025-11-03T19:00:00+04:00',
      end_at: '2025-11-07T19:00:00+04:00',
      changes: {},
    }),
  ],
  'webhook_booking_create.ruby_string.json': [
    one('booking.created', {
      booking_id: 506539,
      start_at: '2025-11-03T19:00:00+04:00',
      fields: { total: 487 },
    }),
  ],
  'webhook_booking_update.dates.json': [
    one('booking.updated', {
      booking_id: 506300,
      start_at: '2025-11-21T21:00:00+04:00',
      end_at: '2025-11-22T21:00:00+04:00',
      editor_id: 10002,
      changes: { updated_from_api: [true, false] },
    }),
  ],
  'webhook_booking_update.description.json': [
    one('booking.updated', { booking_id: 510335, changes: { description: ['305 + 100', '305'] } }),
  ],
  'webhook_booking_update.object.json': [
    one('booking.updated', { booking_id: 486033, fields: { location_start: 'Tbilisi Airport PC318' } }),
  ],
  'webhook_booking_update.ruby_string_nil.json': [
    one('booking.updated', { booking_id: 506289, responsible_id: 10001, editor_id: 10002 }),
  ],
  'webhook_booking_update.state_json_string.json': [
    one('booking.updated', { booking_id: 470049, changes: { state: ['Новая', 'Активная'] } }),
  ],
  'webhook_car_destroy.json': [one('car.updated', { car_id: 65311, deleted: true, raw_action: 'destroy' })],
  'webhook_car_update.moved_branch.json': [moved({ car_id: 39736, changes: { company_id: [1001, 1004] } })],
  'webhook_car_update.ruby_string.json': [
    one('car.updated', { car_id: 65311, changes: { clean_state: [false, true], mileage: [101191, 102035] } }),
  ],
  'webhook_client_create.ruby_string.json': [
    one('client.updated', { client_id: 12345, raw_action: 'create', fields: { company_id: 1001 } }),
  ],
  'webhook_client_destroy.json': [one('client.updated', { client_id: 381164, deleted: true })],
  'webhook_client_update.object.json': [
    one('client.updated', { client_id: 381296, changes: { name: ['Old Name', 'New Name'] } }),
  ],
  'webhook_hostile_ruby_strings.json': [
    one('booking.updated', { changes: { description: ['a => b: "quoted" «{x}»', 'line1\nline2'] } }),
    one('booking.updated', { booking_id: 2, changes: { state: ['Новая', null] } }),
    refused('payload_unreadable'),
  ],
};

describe('recorded RentProg webhooks', () => {
  it.each(webhooksIn(own))('%s becomes the events that it means', (file) => {
    expect(outcomesOf(own, file)).toMatchObject(ownOutcomes[file] ?? [`no outcome is stated for ${file}`]);
  });
});

describe('webhooks collected from outside', () => {
  it('become the events that they mean', (context) => {
    if (!existsSync(collected)) context.skip('the collected bodies are not here');
    for (const file of webhooksIn(collected)) {
      const outcome = collectedOutcomes[file] ?? [`no outcome is stated for ${file}`];
      expect(outcomesOf(collected, file), file).toMatchObject(outcome);
    }
  });
});

describe('recorded RentProg records', () => {
  const read = (file: string) => JSON.parse(readFileSync(new URL(file, own), 'utf8')) as object;

  it('are read with what is unknown kept and numbers that came as text', () => {
    expect(RentProgBooking.parse(read('api_booking.json'))).toMatchObject({
      id: 9001,
      deposit: 200,
      responsible_id: null,
      surprise: { kept: true },
    });
    expect(RentProgCar.parse(read('api_car.json'))).toMatchObject({
      id: 7001,
      price_from: '35',
      mileage: 40655,
    });
  });

  it('need nothing but their id', () => {
    expect(RentProgBooking.parse({ id: '5' })).toEqual({ id: 5 });
    expect(RentProgCar.safeParse({ car_name: 'Toyota' }).success).toBe(false);
  });
});
