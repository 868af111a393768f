import { companyInTest, type CompanyInTest } from './company.js';
import type { OpenDatabase } from './database.js';
import { CardPost } from '../../src/domain/posts/index.js';
import type { Person } from '../../src/domain/staff/index.js';

/** Two in the morning there: quiet hours. */
export const NIGHT = new Date('2031-03-03T22:00:00Z');

export const gio: Person = { telegramId: 1n, name: 'Gio', role: 'staff', branches: ['tbilisi'] };
export const irina: Person = { telegramId: 2n, name: 'Irina', role: 'manager', branches: ['tbilisi'] };
export const dato: Person = { telegramId: 3n, name: 'Dato', role: 'manager', branches: ['batumi'] };
export const tamar: Person = { telegramId: 4n, name: 'Tamar', role: 'head', branches: [] };
export const nino: Person = { telegramId: 5n, name: 'Nino', role: 'admin', branches: [] };

/** A company of five people, of whom the head reads Russian, with one car. */
export async function openCompany(database: OpenDatabase): Promise<CompanyInTest> {
  for (const { telegramId, name, role, branches } of [gio, irina, dato, tamar, nino])
    await database.prisma.staff.create({
      data: { telegramId, name, role, branches: [...branches], language: role === 'head' ? 'ru' : 'en' },
    });
  await database.prisma.car.create({
    data: { id: 7, branch: 'tbilisi', plate: 'AA123BB', model: 'Toyota Camry' },
  });
  return companyInTest();
}

/** The newest state of every card that was posted, by its key. */
export async function cardsOf(database: OpenDatabase): Promise<Map<string, CardPost>> {
  const rows = await database.rows<{ payload: unknown }>(
    `select payload from effects where kind = 'card' order by id`,
  );
  return new Map(rows.map(({ payload }) => CardPost.parse(payload)).map((card) => [card.key, card]));
}

/** What waits to be done later: "kind role" at its time, the soonest first. */
export async function timersOf(database: OpenDatabase): Promise<{ what: string; at: Date }[]> {
  const rows = await database.rows<{ kind: string; who: string | null; at: Date }>(
    `select kind, coalesce(payload ->> 'role', payload ->> 'staffId') as who, run_at as at
       from jobs where state = 'waiting' and kind <> 'plan.refresh' order by run_at, id`,
  );
  return rows.map(({ kind, who, at }) => ({ what: who === null ? kind : `${kind} ${who}`, at }));
}
