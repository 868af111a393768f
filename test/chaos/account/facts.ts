import { Company } from '../../../src/config/index.js';
import { bookingCard, bookingCardKey, findBooking } from '../../../src/domain/bookings/index.js';
import { join } from 'node:path';
import { loadTexts } from '../../../src/platform/i18n/index.js';
import { packageRoot } from '../../../src/platform/package-root.js';
import type { Stand } from '../stand/stand.js';
import { plainText, readVisibleMessages } from './chats.js';
import type { Finding } from './finding.js';

/**
 * Every booking that the database knows, with what it knows of it, stands on the booking's card: a change whose post got
 * lost on its way would leave an older one there. Cards that went with their topic are told of elsewhere.
 */
export async function accountForFacts({ prisma, playground, database }: Stand): Promise<Finding[]> {
  const company = Company.parse(playground.company);
  const t = loadTexts(join(packageRoot, 'locales')).in(company.language);
  const visible = new Map(
    readVisibleMessages(playground).map((one) => [`${one.chatId} ${one.messageId}`, one.text]),
  );
  const bookings = await prisma.booking.findMany({ select: { id: true } });
  // A change whose run is dead, or waits for long, is not on the card yet; it is counted as what it is.
  const open = await database.rows<{ id: string }>(
    `select e.payload ->> 'rentprog_id' as id from jobs j join events e on e.id = j.event_id where j.kind in ('event.route', 'run.step')
     union all
     select e.payload ->> 'rentprog_id' from runs r join events e on e.id = r.event_id where r.state <> 'done'`,
  );
  const unfinished = new Set(open.map(({ id }) => id));
  const findings: Finding[] = [];
  for (const { id } of bookings) {
    const found = await findBooking(prisma, id);
    const card = await prisma.card.findUnique({ where: { key: bookingCardKey(id) } });
    if (found === null || card === null) continue;
    const shown = visible.get(`${card.chatId} ${card.messageIds[0] ?? ''}`);
    const wanted = plainText(bookingCard(found, { company, language: company.language, t }).markup);
    const { carId, clientId } = found.booking;
    if (shown === undefined || shown === wanted) continue;
    if ([id, carId, clientId].some((one) => unfinished.has(String(one)))) continue;
    findings.push({
      kind: 'lost',
      what: 'a card does not show the facts',
      evidence: { found, card, shown, wanted },
    });
  }
  return findings;
}
