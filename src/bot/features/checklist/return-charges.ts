import { chargesOfReturn, type ChargedReturn } from '../../../domain/handovers/index.js';
import { cardPost, deepLink, standingTopic, type Button } from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { fitLines, html, shorten } from '../../../kernel/html.js';
import type { BotDeps } from '../../core/deps.js';
import { chargeLine, chargeName } from './return-words.js';

const TEXT_LIMIT = 4_000;
const LABEL_LIMIT = 60;
/** A keyboard has room for a hundred buttons; nobody reads so many. */
const MOST_BUTTONS = 20;

/** The link that opens the question what a charge costs. */
export const CHARGE_LINK = 'charge';

/**
 * The card of the charges that no rate gives an amount: a manager names it, each by its own button. Those that have a
 * rate are on the card of the approval. None where there never was such a charge.
 */
export async function emitChargesCard(
  work: Work,
  of: Pick<ChargedReturn, 'checklistId' | 'bookingId' | 'branch' | 'car' | 'correlationId'>,
  deps: Pick<BotDeps, 'company' | 'texts'>,
): Promise<void> {
  const { checklistId, bookingId, branch, car, correlationId } = of;
  const { language } = deps.company;
  const t = deps.texts.in(language);
  const key = `charges:${checklistId}`;
  if ((await work.tx.charge.count({ where: { checklistId, approvalId: null } })) === 0) return;
  const named = (await chargesOfReturn(work.tx, checklistId)).filter(({ approvalId }) => approvalId === null);
  const open = named.filter(({ state }) => state === 'pending');
  const buttons = open.slice(0, MOST_BUTTONS).map((charge): Button[] => {
    const what = chargeName(charge, t);
    const text = shorten(t('button-charge-name', { what }), LABEL_LIMIT);
    return [{ text, link: deepLink(CHARGE_LINK, charge.id) }];
  });
  await work.emit(
    cardPost({
      ...{ key, correlationId },
      to: { branch, topic: standingTopic('handovers', t) },
      html: fitLines(
        [
          html`<b>${t('charges-title')}</b>`,
          html`🚗 ${car} · ${t('booking-title', { id: String(bookingId) })}`,
          '',
          ...named.map((charge) => chargeLine(charge, t, language)),
          ...(named.length === 0 ? [t('charges-withdrawn')] : []),
          ...(open.length > 0 ? ['', html`<i>${t('charges-name')}</i>`] : []),
        ],
        TEXT_LIMIT,
      ),
      keyboard: buttons,
      priority: 2,
    }),
  );
}
