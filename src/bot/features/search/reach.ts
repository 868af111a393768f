import { may, type Permission, type Person } from '../../../domain/staff/index.js';
import type { BotDeps } from '../../core/deps.js';

/** The branches in which the person may. */
export function branchesOf(person: Person, permission: Permission, { company }: BotDeps): string[] {
  return Object.keys(company.branches).filter((branch) => may(person, permission, branch));
}

export function branchTitle(branch: string, { company }: BotDeps): string {
  return company.branches[branch]?.title ?? branch;
}
