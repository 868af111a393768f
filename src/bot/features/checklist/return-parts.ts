import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { NAME_AMOUNT, nameAmountDialogue, openCharge } from './return-amount.js';
import { CHARGE_LINK } from './return-charges.js';
import { createChargesDecidedJob } from './return-decided.js';
import { createReturnPicturesJob } from './return-pictures.js';

/** What returns add to the checklists: managers name amounts, and things go on after the return itself. */
export function returnParts(deps: BotDeps): Required<Pick<Feature, 'links' | 'dialogues' | 'jobs'>> {
  return {
    links: { [CHARGE_LINK]: { permission: 'approval.decide', open: openCharge } },
    dialogues: [{ id: NAME_AMOUNT, run: nameAmountDialogue(deps) }],
    jobs: [createChargesDecidedJob(deps), createReturnPicturesJob(deps)],
  };
}
