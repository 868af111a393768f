import { join } from 'node:path';
import type { AgentView } from '../../src/domain/agents/index.js';
import { Decision } from '../../src/domain/decisions/index.js';
import { BranchlineEvent, type EventOf, type EventType } from '../../src/engine/events/index.js';
import { loadTexts } from '../../src/platform/i18n/index.js';
import { packageRoot } from '../../src/platform/package-root.js';
import type { Prisma } from '../../src/platform/prisma/index.js';
import type { OpenDatabase } from './database.js';

const texts = loadTexts(join(packageRoot, 'locales'));
export const inRussian = texts.in('ru');

/** Ten in the morning in Tbilisi. */
export const now = new Date('2025-12-01T06:00:00Z');
const HOUR_MS = 3_600_000;
export const inHours = (hours: number): Date => new Date(now.getTime() + hours * HOUR_MS);

export function viewOf(database: OpenDatabase): AgentView {
  return {
    db: database.prisma,
    texts,
    clock: { now: () => now },
    company: {
      timezone: 'Asia/Tbilisi',
      currency: 'GEL',
      language: 'ru',
      branches: {
        tbilisi: { title: 'Тбилиси', chatId: -1001n },
        batumi: { title: 'Батуми & <море>', chatId: -1002n },
      },
    },
  };
}

/** A booking of Tbilisi that starts tomorrow noon and of which RentProg has told everything. */
export async function givenBooking(
  { prisma }: OpenDatabase,
  facts: Partial<Prisma.BookingUncheckedCreateInput> = {},
): Promise<void> {
  await prisma.booking.create({
    data: {
      id: 9001,
      branch: 'tbilisi',
      carId: 7001,
      clientId: 8001,
      startAt: inHours(26),
      endAt: inHours(98),
      total: 48_700,
      deposit: 20_000,
      refreshedAt: now,
      ...facts,
    },
  });
}

export async function givenCar(
  { prisma }: OpenDatabase,
  facts: Partial<Prisma.CarCreateInput> = {},
): Promise<void> {
  await prisma.car.create({
    data: {
      id: 7001,
      branch: 'tbilisi',
      plate: 'AA123BB',
      model: 'Toyota Prius',
      mileage: 50_000,
      clean: true,
      refreshedAt: now,
      ...facts,
    },
  });
}

export async function givenStaff(
  { prisma }: OpenDatabase,
  ...people: (Pick<Prisma.StaffCreateInput, 'telegramId' | 'role'> & Partial<Prisma.StaffCreateInput>)[]
): Promise<void> {
  await prisma.staff.createMany({
    data: people.map((one) => ({ name: `Person ${one.telegramId}`, branches: ['tbilisi'], ...one })),
  });
}

export function forgetAll(database: OpenDatabase): Promise<unknown> {
  return database.rows('truncate bookings, cars, clients, staff');
}

/** An event as it comes out of the database; ids and branch need not be said. */
export function eventOf<Type extends EventType>(
  type: Type,
  payload: Partial<EventOf<Type>['payload']> = {},
): BranchlineEvent {
  return BranchlineEvent.parse({
    id: '0b0f1d3e-0000-4000-8000-000000000001',
    type,
    source: 'rentprog',
    branch: 'tbilisi',
    timestamp: now,
    correlationId: 'c1',
    payload: {
      ...{ rentprog_id: 9001, booking_id: 9001, branch: 'tbilisi' },
      // Of handovers only.
      ...{ checklist_id: 'd3e', staff_id: '5001', mileage: null, fuel_eighths: null },
      ...payload,
    },
  });
}

/** The notice of a handover whose time has come. */
export function planned(
  notice: EventOf<'booking.issue.planned'>['payload']['notice'],
  at: Date,
): BranchlineEvent {
  return eventOf('booking.issue.planned', { notice, at: at.toISOString() });
}

/** Decisions of one kind, as they come back out of the run in which they are kept. */
export function only<Kind extends Decision['do']>(
  decisions: readonly Decision[],
  kind: Kind,
): Extract<Decision, { do: Kind }>[] {
  const kept = decisions.map((one) => Decision.parse(JSON.parse(JSON.stringify(one))));
  return kept.filter((one): one is Extract<Decision, { do: Kind }> => one.do === kind);
}
