import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { ANSWER, answerDialogue, ASK, askDialogue, pressAnswer, pressAsk } from './ask.js';
import { approvalJobs } from './jobs.js';
import { openApproval, showApprovals } from './list.js';
import { pressApproval } from './press.js';
import { takeReply } from './replies.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Requests for a decision: the buttons of their cards, questions and answers about them, and the list of open ones. */
export function approvalsFeature(deps: BotDeps): Feature {
  const permission = 'approval.see';
  const show = (ctx: StaffContext): Promise<void> => showApprovals(ctx, 0, deps);
  return {
    commands: { approvals: { permission, place: 40, handle: show } },
    menu: [{ label: 'menu-approvals', permission, place: 40, open: show }],
    presses: {
      approval: {
        permission: ['approval.decide', 'approval.decide.as_staff'],
        handle: (ctx, press) => pressApproval(ctx, press, deps),
      },
      approvals: { permission, handle: (ctx, { page }) => showApprovals(ctx, page, deps) },
      'approval.open': { permission, handle: (ctx, { approvalId }) => openApproval(ctx, approvalId, deps) },
      'approval.ask': {
        permission: 'approval.ask',
        handle: (ctx, { approvalId }) => pressAsk(ctx, approvalId, deps),
      },
      'approval.answer': {
        permission: 'approval.answer',
        handle: (ctx, { noteId }) => pressAnswer(ctx, noteId, deps),
      },
    },
    links: {
      approval: { permission, open: (ctx, id) => openApproval(ctx, UUID.test(id) ? id : NO_ID, deps) },
    },
    dialogues: [
      { id: ASK, run: askDialogue(deps) },
      { id: ANSWER, run: answerDialogue(deps) },
    ],
    takeMessage: (ctx) => takeReply(ctx, deps),
    takeGroupMessage: (ctx) => takeReply(ctx, deps),
    jobs: approvalJobs(deps),
  };
}

/** What no approval is called. */
const NO_ID = '00000000-0000-0000-0000-000000000000';
