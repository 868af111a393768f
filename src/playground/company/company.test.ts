import { describe, expect, it } from 'vitest';
import { branchChats, builtInCompany, people } from './index.js';

const company = builtInCompany(new Date('2025-11-03T13:30:00Z'));

describe('the company of the playground', () => {
  it('has a forum per branch with the people of that branch in it', () => {
    for (const [branch, { chatId }] of Object.entries(company.file.branches)) {
      const group = company.telegram.groups.find((candidate) => candidate.id === chatId);
      const people = company.staff.filter((person) => person.branches.includes(branch));
      expect(group?.members, branch).toEqual(people.map((person) => person.telegramId));
      expect(people.map((person) => person.role)).toContain('manager');
    }
  });

  it('has one account that is not on the payroll', () => {
    const payroll = company.staff.map((person) => person.telegramId);
    const strangers = company.telegram.users.filter(({ id }) => !payroll.includes(id));
    expect(strangers.map(({ id }) => id)).toEqual([people.stranger]);
  });

  it('lets the administrator and the head see every forum, and nobody else', () => {
    const everywhere = company.staff.filter(({ telegramId }) =>
      company.telegram.groups.every((group) => group.members.includes(telegramId)),
    );
    expect(everywhere.map(({ telegramId }) => telegramId)).toEqual([people.admin, people.head]);
    expect(company.telegram.groups.map(({ id }) => id)).toEqual(Object.values(branchChats));
  });

  it('books only cars and clients that it has, and names only employees that it has', () => {
    const { bookings, cars, clients } = company.rentprog;
    for (const booking of bookings) {
      expect(
        cars.some(({ id }) => id === booking.car_id),
        booking.number,
      ).toBe(true);
      expect(
        clients.some(({ id }) => id === booking.client_id),
        booking.number,
      ).toBe(true);
      if (booking.responsible_id === null) continue;
      const responsible = company.staff.find(({ rentprogId }) => rentprogId === booking.responsible_id);
      expect(responsible?.name, booking.number).toBe(booking.responsible);
    }
  });
});
