import type { StaffContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { INVITE, inviteDialogue } from './dialogue.js';
import { revoke, showInvitations } from './open.js';

/** `/invite`: a link that lets one person in; and those that are open, which can be taken back. */
export function inviteFeature(deps: BotDeps): Feature {
  const permission = 'staff.invite';
  const begin = (ctx: StaffContext): Promise<unknown> => ctx.conversation.enter(INVITE);
  return {
    commands: { invite: { permission, place: 60, handle: begin } },
    menu: [{ label: 'menu-invite', permission, place: 80, open: begin }],
    presses: {
      'invitation.new': { permission, handle: begin },
      invitations: { permission, handle: (ctx, { page }) => showInvitations(ctx, page, deps) },
      'invitation.revoke': {
        permission,
        handle: (ctx, { invitationId }) => revoke(ctx, invitationId, deps),
      },
    },
    dialogues: [{ id: INVITE, run: inviteDialogue(deps) }],
  };
}
