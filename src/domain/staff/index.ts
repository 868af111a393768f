export { changeMember, lastChangeOf, type ChangeOutcome, type StaffChange } from './change.js';
export {
  addShifts,
  findShift,
  nextShiftOf,
  removeShift,
  shiftsBetween,
  spansOf,
  type Shift,
  type Span,
} from './duty.js';
export {
  branchHours,
  isQuiet,
  nextWake,
  readHours,
  shiftStart,
  workingHoursOf,
  writeHours,
  type Hours,
} from './hours.js';
export {
  acceptInvitation,
  createInvitation,
  openInvitations,
  revokeInvitation,
  type Acceptance,
} from './invitations.js';
export {
  may,
  reachesEverywhere,
  staffRoles,
  type Permission,
  type Person,
  type StaffRole,
} from './permissions.js';
export { findRecord, staffOf, type StaffRecord } from './roster.js';
export {
  admins,
  ensureAdmins,
  findMember,
  memberByYouGileId,
  membersOf,
  membersOfRole,
  NO_QUIET_HOURS,
  onDuty,
  peopleOf,
  responsibleFor,
  saveSettings,
  worksIn,
  type StaffMember,
} from './staff.js';
