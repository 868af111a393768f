import { z } from 'zod';
import type { BranchlineEvent, RentProgPayload } from '../../engine/events/index.js';
import { toMinor } from '../../kernel/money.js';
import type { Prisma } from '../../platform/prisma/index.js';

const text = z.string().nullish().catch(undefined);
const number = z.coerce.number().nullish().catch(undefined);
const id = z.number().int().positive().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);

/** The fields of RentProg's bookings that we keep. A field of another form than expected is left as it was. */
const bookingFields = z.object({
  car_id: id,
  client_id: id,
  state: text,
  location_start: text,
  location_end: text,
  total: number,
  deposit: number,
  responsible: text,
  description: text,
  in_rent: flag,
  archive: flag,
});

const carFields = z.object({
  number: text,
  car_name: text,
  mileage: number,
  clean_state: flag,
});

const clientFields = z.object({ name: text, fullname: text, phone: text });

/**
 * Brings what an event says into the tables that cards and checks read. Events of one booking, car or client come
 * here one at a time and in order.
 */
export async function projectEvent(tx: Prisma.TransactionClient, event: BranchlineEvent): Promise<void> {
  switch (event.type) {
    case 'booking.created':
    case 'booking.updated':
      await projectBooking(tx, event.payload, event.timestamp);
      return;
    case 'car.updated':
    case 'car.moved':
      await projectCar(tx, event.payload, event.timestamp);
      return;
    case 'client.updated':
      await projectClient(tx, event.payload);
      return;
    default:
      return;
  }
}

async function projectBooking(
  tx: Prisma.TransactionClient,
  payload: RentProgPayload,
  at: Date,
): Promise<void> {
  const fields = bookingFields.parse(payload.fields);
  const data = {
    carId: payload.car_id ?? fields.car_id ?? undefined,
    clientId: payload.client_id ?? fields.client_id ?? undefined,
    state: fields.state ?? undefined,
    startAt: payload.start_at,
    endAt: payload.end_at,
    locationStart: fields.location_start,
    locationEnd: fields.location_end,
    total: minor(fields.total),
    deposit: minor(fields.deposit),
    responsible: fields.responsible,
    responsibleId: payload.responsible_id,
    description: fields.description,
    inRent: fields.in_rent ?? undefined,
    archived: fields.archive ?? undefined,
    deleted: payload.deleted,
    refreshedAt: payload.raw_event === 'api' ? at : undefined,
  };
  await tx.booking.upsert({
    where: { id: payload.rentprog_id },
    create: { id: payload.rentprog_id, branch: payload.branch, ...data },
    update: data,
  });
  await noteHandover(tx, payload, at);
  // A car and a client that nobody has described yet: their ids are known, the rest follows.
  if (typeof data.carId === 'number')
    await tx.car.upsert({
      where: { id: data.carId },
      create: { id: data.carId, branch: payload.branch },
      update: {},
    });
  if (typeof data.clientId === 'number')
    await tx.client.upsert({ where: { id: data.clientId }, create: { id: data.clientId }, update: {} });
}

/** RentProg has no event for a handover: it shows in `in_rent`. The first time that is known of stands. */
async function noteHandover(tx: Prisma.TransactionClient, payload: RentProgPayload, at: Date): Promise<void> {
  const change = payload.changes['in_rent'];
  if (change === undefined) return;
  const [before, after] = change;
  const id = payload.rentprog_id;
  if (after === true) await tx.booking.updateMany({ where: { id, issuedAt: null }, data: { issuedAt: at } });
  if (before === true && after === false)
    await tx.booking.updateMany({ where: { id, returnedAt: null }, data: { returnedAt: at } });
}

async function projectCar(tx: Prisma.TransactionClient, payload: RentProgPayload, at: Date): Promise<void> {
  const fields = carFields.parse(payload.fields);
  const data = {
    branch: payload.to_branch,
    plate: fields.number,
    model: fields.car_name,
    mileage: typeof fields.mileage === 'number' ? Math.round(fields.mileage) : undefined,
    clean: fields.clean_state,
    deleted: payload.deleted,
    refreshedAt: payload.raw_event === 'api' ? at : undefined,
  };
  await tx.car.upsert({
    where: { id: payload.rentprog_id },
    create: { id: payload.rentprog_id, ...data, branch: data.branch ?? payload.branch },
    update: data,
  });
}

async function projectClient(tx: Prisma.TransactionClient, payload: RentProgPayload): Promise<void> {
  const fields = clientFields.parse(payload.fields);
  const data = { name: fields.name ?? fields.fullname, phone: fields.phone };
  await tx.client.upsert({
    where: { id: payload.rentprog_id },
    create: { id: payload.rentprog_id, ...data },
    update: data,
  });
}

function minor(major: number | null | undefined): number | null | undefined {
  return typeof major === 'number' ? toMinor(major) : major;
}
