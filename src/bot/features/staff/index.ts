import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { showBranches, showStaff } from './list.js';
import { numberDialogue, STAFF_NUMBER } from './number.js';
import { pressBranch, pressPerson, pressRole } from './press.js';

/** `/staff`: who works here. Managers see the people of their branches; admins change and remove them. */
export function staffFeature(deps: BotDeps): Feature {
  return {
    commands: {
      staff: { permission: 'staff.see', place: 64, handle: (ctx) => showBranches(ctx, deps) },
    },
    menu: [
      {
        label: 'menu-staff',
        permission: 'staff.see',
        place: 64,
        open: (ctx) => showBranches(ctx, deps),
      },
    ],
    presses: {
      'staff.branches': { permission: 'staff.see', handle: (ctx) => showBranches(ctx, deps) },
      staff: {
        permission: 'staff.see',
        handle: (ctx, { branch, page }) => showStaff(ctx, branch, page, deps),
      },
      'staff.person': {
        permission: 'staff.see',
        handle: (ctx, callback) => pressPerson(ctx, callback, deps),
      },
      'staff.role': {
        permission: 'staff.change',
        handle: (ctx, callback) => pressRole(ctx, callback, deps),
      },
      'staff.branch': {
        permission: 'staff.change',
        handle: (ctx, callback) => pressBranch(ctx, callback, deps),
      },
    },
    dialogues: [{ id: STAFF_NUMBER, run: numberDialogue(deps) }],
  };
}
