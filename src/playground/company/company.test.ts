import { describe, expect, it } from 'vitest';
import { branchChats, builtInCompany, people } from './index.js';

const company = builtInCompany(new Date('2025-11-03T13:30:00Z'));

describe('the company of the playground', () => {
  it('has a forum per branch with everybody on the payroll in it, and a manager for each', () => {
    for (const [branch, { chatId }] of Object.entries(company.file.branches)) {
      const group = company.telegram.groups.find((candidate) => candidate.id === chatId);
      expect(group?.members, branch).toEqual(company.staff.map((person) => person.telegramId));
      const here = company.staff.filter((person) => person.branches.includes(branch));
      expect(here.map((person) => person.role)).toContain('manager');
    }
    expect(company.telegram.groups.map(({ id }) => id)).toEqual(Object.values(branchChats));
  });

  it('has one account that is not on the payroll', () => {
    const payroll = company.staff.map((person) => person.telegramId);
    const strangers = company.telegram.users.filter(({ id }) => !payroll.includes(id));
    expect(strangers.map(({ id }) => id)).toEqual([people.stranger]);
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
