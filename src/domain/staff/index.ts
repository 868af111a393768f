export { acceptInvitation, createInvitation, type Acceptance } from './invitations.js';
export { may, staffRoles, type Permission, type Person, type StaffRole } from './permissions.js';
export {
  admins,
  chooseLanguage,
  ensureAdmins,
  findMember,
  membersOfRole,
  peopleOf,
  responsibleFor,
  type StaffMember,
} from './staff.js';
