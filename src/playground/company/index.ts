export { branchChats } from './branches.js';
export { branchTime, parseBranchTime } from './branch-time.js';
export { builtInCompany, rentprogRecords } from './company.js';
export { people } from './people.js';
export type * from './types.js';
