export const staffRoles = ['staff', 'manager', 'head', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Roles that know no branches. */
export function reachesEverywhere(role: StaffRole): boolean {
  return role === 'head' || role === 'admin';
}

type Reach = Readonly<Record<StaffRole, 'all' | 'branch' | 'no'>>;

const own: Reach = { staff: 'all', manager: 'all', head: 'all', admin: 'all' };
const ofBranch: Reach = { staff: 'branch', manager: 'branch', head: 'all', admin: 'all' };
const ofManagers: Reach = { staff: 'no', manager: 'branch', head: 'all', admin: 'all' };
const ofHeads: Reach = { staff: 'no', manager: 'no', head: 'all', admin: 'all' };
const ofAdmins: Reach = { staff: 'no', manager: 'no', head: 'no', admin: 'all' };

/** The one table of who may do what (product.md §1). `branch`: only for the person's own branches. */
const table = {
  // What everybody has: the menu, their own day, their own language and hours.
  'menu.open': own,
  'settings.change': own,
  'plan.see': own,
  'plan.see_branch': ofManagers,
  'report.see': ofManagers,

  'booking.see': ofBranch,
  'car.see': ofBranch,
  /** Staff see that there is one, and its last digits. */
  'client.phone': ofManagers,
  'checklist.walk': ofBranch,
  'checklist.hand_over': ofBranch,
  'trip.declare': ofBranch,
  'cash.hand_in': ofBranch,
  'maintenance.take_in': ofBranch,
  'photo.attach': ofBranch,
  'reminder.acknowledge': ofBranch,

  'task.see': ofBranch,
  'task.create': ofBranch,
  'task.change': ofBranch,
  'task.assign': ofManagers,

  'incident.see': ofBranch,
  'incident.report': ofBranch,
  'incident.acknowledge': ofBranch,
  'incident.resolve': ofManagers,

  /** Clients' chats: staff answer those of their branch. */
  'chat.answer': ofBranch,
  'chat.assign': ofManagers,
  /** To another branch. */
  'chat.move': ofManagers,

  'approval.see': ofManagers,
  'approval.decide': ofManagers,
  'approval.ask': ofManagers,
  // Only who was asked, which the row says.
  'approval.answer': own,
  // A pipeline may ask for others than the managers.
  'approval.decide.as_staff': ofBranch,
  'approval.decide.as_head': ofHeads,
  'approval.decide.as_admin': ofAdmins,

  'duty.see': ofBranch,
  'duty.change': ofManagers,
  'staff.see': ofManagers,
  'staff.change': ofAdmins,
  'staff.invite': ofAdmins,

  'schedule.change': ofAdmins,
  'job.see': ofAdmins,
  'job.retry': ofAdmins,
  'quarantine.see': ofAdmins,
  'health.see': ofAdmins,
} satisfies Record<string, Reach>;

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
