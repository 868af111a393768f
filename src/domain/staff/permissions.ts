export const staffRoles = ['staff', 'manager', 'head', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** The one table of who may do what (product.md §1). `branch`: only for the person's own branches. */
const table = {
  'checklist.walk': { staff: 'branch', manager: 'branch', head: 'all', admin: 'all' },
  'reminder.acknowledge': { staff: 'branch', manager: 'branch', head: 'all', admin: 'all' },
  'approval.decide': { staff: 'no', manager: 'branch', head: 'all', admin: 'all' },
  // A pipeline may ask for others than the managers.
  'approval.decide.as_staff': { staff: 'branch', manager: 'branch', head: 'all', admin: 'all' },
  'approval.decide.as_head': { staff: 'no', manager: 'no', head: 'all', admin: 'all' },
  'approval.decide.as_admin': { staff: 'no', manager: 'no', head: 'no', admin: 'all' },
  'schedule.change': { staff: 'no', manager: 'no', head: 'no', admin: 'all' },
  'job.retry': { staff: 'no', manager: 'no', head: 'no', admin: 'all' },
  'staff.invite': { staff: 'no', manager: 'no', head: 'no', admin: 'all' },
} as const satisfies Record<string, Record<StaffRole, 'all' | 'branch' | 'no'>>;

export type Permission = keyof typeof table;
export const permissions = Object.keys(table) as Permission[];

export interface Person {
  telegramId: bigint;
  name: string;
  role: StaffRole;
  branches: readonly string[];
}

/** Whether the person may do it, in `branch` where it happens in one. A person who has left may nothing: no Person. */
export function may(person: Person, permission: Permission, branch?: string): boolean {
  const reach = table[permission][person.role];
  if (reach === 'all') return true;
  if (reach === 'no') return false;
  return branch === undefined || person.branches.includes(branch);
}
