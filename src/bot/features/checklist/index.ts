import type { ChecklistKind } from '../../../domain/checklists/index.js';
import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Command, DeepLink, Feature, MenuItem } from '../../core/feature.js';
import { begin, pressBegin } from './begin.js';
import { CHOOSE_CAR, chooseCar, chooseCarDialogue } from './choose-car.js';
import { chooseHandover } from './choose-handover.js';
import { choose, tell } from './choose.js';
import { takeMessage } from './message.js';
import { permissionOf, walkPermissions } from './permissions.js';
import { pressChecklist } from './press.js';
import { returnParts } from './return-parts.js';
import { createResultDecidedJob } from './result-job.js';
import { createShowChecklistJob } from './show-job.js';
import { cancelUnfinished, offerUnfinished, pressShow } from './unfinished.js';

export { offerUnfinished } from './unfinished.js';

export function checklistFeature(deps: BotDeps): Feature {
  const ofReturns = returnParts(deps);
  return {
    commands: {
      issue: commandOf('issue', 30, deps),
      return: commandOf('return', 31, deps),
      trip: commandOf('trip', 32, deps),
      cash: commandOf('cash', 33, deps),
      maintenance: commandOf('maintenance', 34, deps),
      cancel: { permission: 'menu.open', place: 80, handle: (ctx) => cancelUnfinished(ctx, deps) },
    },
    presses: {
      'issue.start': {
        permission: 'checklist.walk',
        handle: (ctx, { bookingId }) => pressBegin(ctx, { kind: 'issue', subject: { bookingId } }, deps),
      },
      'checklist.begin': {
        permission: walkPermissions,
        handle: (ctx, { kind, subjectId }) =>
          pressBegin(ctx, { kind, subject: subjectOf(kind, subjectId) }, deps),
      },
      'checklist.cash': {
        permission: permissionOf('cash'),
        handle: (ctx, { branch }) => pressBegin(ctx, { kind: 'cash', subject: { branch } }, deps),
      },
      'checklist.choose': {
        permission: walkPermissions,
        handle: (ctx, { kind, page }) =>
          kind === 'issue' || kind === 'return'
            ? chooseHandover(ctx, kind, page, deps)
            : chooseCar(ctx, kind, page, deps),
      },
      'checklist.show': {
        permission: walkPermissions,
        handle: (ctx, { checklistId }) => pressShow(ctx, checklistId, deps),
      },
      checklist: { permission: walkPermissions, handle: (ctx, press) => pressChecklist(ctx, press, deps) },
    },
    links: {
      issue: linkOf('issue', deps),
      return: linkOf('return', deps),
      trip: linkOf('trip', deps),
      maintenance: linkOf('maintenance', deps),
      ...ofReturns.links,
    },
    menu: [
      itemOf('issue', 'menu-issue', 20, deps),
      itemOf('return', 'menu-return', 21, deps),
      itemOf('trip', 'menu-trip', 22, deps),
      itemOf('cash', 'menu-cash', 23, deps),
      itemOf('maintenance', 'menu-maintenance', 24, deps),
      {
        label: 'menu-checklist',
        permission: walkPermissions,
        place: 25,
        open: (ctx) => offerUnfinished(ctx, deps, true),
      },
    ],
    dialogues: [{ id: CHOOSE_CAR, run: chooseCarDialogue(deps) }, ...ofReturns.dialogues],
    takeMessage: (ctx) => takeMessage(ctx, deps),
    jobs: [createShowChecklistJob(deps), createResultDecidedJob(deps), ...ofReturns.jobs],
  };
}

function commandOf(kind: ChecklistKind, place: number, deps: BotDeps): Command {
  return {
    permission: permissionOf(kind),
    place,
    handle: (ctx, argument) => choose(ctx, kind, argument, deps),
  };
}

function itemOf(kind: ChecklistKind, label: string, place: number, deps: BotDeps): MenuItem {
  return { label, permission: permissionOf(kind), place, open: (ctx) => choose(ctx, kind, '', deps) };
}

/** `issue-506539`: the checklist of that booking; `trip-65311`: of that car. */
function linkOf(kind: Exclude<ChecklistKind, 'cash'>, deps: BotDeps): DeepLink {
  return {
    permission: permissionOf(kind),
    open: async (ctx: StaffContext, argument: string) => {
      const id = /^\d{1,12}$/.test(argument) ? Number(argument) : 0;
      await tell(ctx, await begin(ctx, { kind, subject: subjectOf(kind, id) }, deps));
    },
  };
}

function subjectOf(kind: Exclude<ChecklistKind, 'cash'>, id: number) {
  return kind === 'issue' || kind === 'return' ? { bookingId: id } : { carId: id };
}
