import type { StaffTask } from '../../platform/prisma/index.js';
import { may, type Person } from '../staff/index.js';

/** Done, snooze: whoever is to do it, whoever made it, and those who assign tasks in its branch. */
export function mayChange(person: Person, task: StaffTask): boolean {
  if (!may(person, 'task.change', task.branch)) return false;
  const { telegramId } = person;
  return (
    task.assigneeId === telegramId || task.createdBy === telegramId || may(person, 'task.assign', task.branch)
  );
}

/** To a colleague: whoever has it gives it away, those who assign tasks in its branch anyway. */
export function mayAssign(person: Person, task: StaffTask): boolean {
  if (!may(person, 'task.change', task.branch)) return false;
  return task.assigneeId === person.telegramId || may(person, 'task.assign', task.branch);
}
