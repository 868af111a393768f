import { describe, expect, it } from 'vitest';
import { rentprogRecords } from './company/index.js';
import { buildWebhook, eventOffers } from './events.js';
import type { PayloadForm } from './rentprog/index.js';

const NOW = new Date('2025-11-03T13:30:00Z');

function sent(name: string, variant?: PayloadForm, records = rentprogRecords(NOW)) {
  const built = buildWebhook(name, { records, now: NOW, variant });
  if (built === undefined) throw new Error(`${name} was not built`);
  return { branch: built.branch, ...(JSON.parse(built.body) as { event: string; payload: unknown }) };
}

describe('the webhooks of the playground', () => {
  it('tell of a booking that starts in 90 minutes, Tbilisi time, as a plain object', () => {
    expect(sent('booking_created', 'object')).toEqual({
      branch: 'tbilisi',
      event: 'booking_create',
      payload: {
        id: 506539,
        created_from_api: true,
        active: true,
        state: 'Новая',
        start_date: '03-11-2025 19:00',
        end_date: '07-11-2025 19:00',
        days: 4,
        price: 122,
        rental_cost: 488,
        total: 488,
        deposit: 200,
        car_id: 65311,
        client_id: 381001,
      },
    });
  });

  it('carry the same as a JSON string', () => {
    const { payload } = sent('booking_created', 'json_string');
    expect(JSON.parse(payload as string)).toEqual(sent('booking_created', 'object').payload);
  });

  it('carry the same as a Ruby string with floats for money', () => {
    expect(sent('booking_created', 'ruby_string').payload).toBe(
      '{"id"=>506539, "created_from_api"=>true, "active"=>true, "state"=>"Новая", ' +
        '"start_date"=>"03-11-2025 19:00", "end_date"=>"07-11-2025 19:00", "days"=>4, "price"=>122.0, ' +
        '"rental_cost"=>488.0, "total"=>488.0, "deposit"=>200, "car_id"=>65311, "client_id"=>381001}',
    );
  });

  it('are, for a car, the very text that was recorded', () => {
    expect(sent('car_updated')).toEqual({
      branch: 'tbilisi',
      event: 'car_update',
      payload:
        '{"clean_state"=>[false, true], "mileage"=>[101191, 102035], "id"=>65311, ' +
        '"created_from_api"=>false, "updated_from_api"=>false}',
    });
  });

  it('give every changed field as old and new, nil where nobody was responsible', () => {
    expect(sent('booking_updated').payload).toBe(
      '{"end_date"=>["07-11-2025 19:00", "07-11-2025 19:30"], ' +
        '"start_date"=>["03-11-2025 19:00", "03-11-2025 19:30"], "responsible"=>[nil, "Георгий Ломидзе"], ' +
        '"responsible_id"=>[nil, 10001], "updated_from_api"=>[true, false], "id"=>506539, "user_id"=>10011}',
    );
  });

  it('escape what a person typed into a description', () => {
    expect(sent('booking_described', 'ruby_string').payload).toContain(
      String.raw`"17:30:00: рейс задержан, \"TK 386\" => встреча у выхода \#{2}\nДетское кресло"`,
    );
  });

  it('leave the records as they tell, so that the API says the same', () => {
    const records = rentprogRecords(NOW);
    sent('car_updated', 'object', records);
    sent('booking_issued', 'object', records);
    expect(records.cars.find(({ id }) => id === 65311)).toMatchObject({ mileage: 102035, clean_state: true });
    expect(records.bookings.find(({ id }) => id === 506539)).toMatchObject({
      state: 'Активная',
      in_rent: true,
    });
  });

  it('move a car away from the branch that tells of it, and home the next time', () => {
    const records = rentprogRecords(NOW);
    expect(sent('car_moved', 'object', records)).toMatchObject({
      branch: 'tbilisi',
      payload: { id: 39736, company_id: [1001, 1004], branch_name: 'Сервис-центр' },
    });
    expect(sent('car_moved', 'object', records)).toMatchObject({
      branch: 'service-center',
      payload: { company_id: [1004, 1001], branch_name: 'Тбилиси' },
    });
  });

  it('break off inside a string when they are to be unreadable', () => {
    const { payload } = sent('broken');
    expect(payload).toMatch(/^\{"description"=>\["", ".*Детское кресло$/s);
  });

  it('come in every form that is offered and in no other', () => {
    for (const { name, variants } of eventOffers().filter((offer) => offer.variants.length > 0)) {
      for (const variant of variants)
        expect(sent(name, variant).event, name).toMatch(/^\w+_(create|update)$/);
    }
    const records = rentprogRecords(NOW);
    expect(buildWebhook('broken', { records, now: NOW, variant: 'object' })).toBeUndefined();
    expect(buildWebhook('nothing_of_the_kind', { records, now: NOW })).toBeUndefined();
  });
});
