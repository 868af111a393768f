import { describe, expect, it } from 'vitest';
import { may, permissions, staffRoles, type Person } from './permissions.js';

function person(role: Person['role']): Person {
  return { telegramId: 1n, name: 'Nino', role, branches: ['tbilisi'] };
}

describe('may', () => {
  it('lets managers decide in their own branch only, heads and admins everywhere, staff nowhere', () => {
    const decide = (role: Person['role'], branch: string) => may(person(role), 'approval.decide', branch);
    expect(staffRoles.map((role) => decide(role, 'tbilisi'))).toEqual([false, true, true, true]);
    expect(staffRoles.map((role) => decide(role, 'batumi'))).toEqual([false, false, true, true]);
  });

  it('lets only admins invite', () => {
    expect(staffRoles.filter((role) => may(person(role), 'staff.invite'))).toEqual(['admin']);
  });

  it('keeps staff to their branches in everything but what is their own', () => {
    const anywhere = permissions.filter((permission) => may(person('staff'), permission, 'kutaisi'));
    expect(anywhere).toEqual(['menu.open', 'settings.change', 'plan.see', 'approval.answer']);
  });
});
