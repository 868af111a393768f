import type { EventOf } from '../../engine/events/index.js';
import type { Work } from '../../engine/jobs/index.js';
import type { ClientChat } from '../../platform/prisma/index.js';
import type { ChatDeps } from './deps.js';
import { phoneDigits } from './phone.js';
import { branchOfChat, clientOfLogin } from './place.js';
import { lockChat } from './store.js';

export type IncomingEvent = EventOf<'umnico.message.incoming'>;
export type SentEvent = EventOf<'umnico.message.sent'>;
type Facts = (IncomingEvent | SentEvent)['payload'] & Pick<IncomingEvent['payload'], 'name' | 'login'>;

/** The chat of a lead, made when it is new, and held until the transaction ends. */
export async function openChat(work: Work, deps: ChatDeps, facts: Facts): Promise<ClientChat> {
  const { tx } = work;
  const leadId = BigInt(facts.lead_id);
  const known = await tx.clientChat.findUnique({ where: { leadId }, select: { id: true } });
  if (known === null) {
    const client = await clientOfLogin(tx, facts.login);
    const branch = await branchOfChat(tx, deps, { account: facts.sa_id, client });
    await tx.clientChat.createMany({
      data: {
        ...{ leadId, branch, createdAt: deps.clock.now() },
        ...{ clientId: client?.id ?? null, name: nameIn(facts) ?? client?.name ?? null },
        source: facts.source ?? null,
      },
      // The first two messages of a client may come at once.
      skipDuplicates: true,
    });
  }
  const { id } =
    known ?? (await tx.clientChat.findUniqueOrThrow({ where: { leadId }, select: { id: true } }));
  const chat = await lockChat(tx, id);
  return chat ?? tx.clientChat.findUniqueOrThrow({ where: { id } });
}

/** What the client is called; a phone is no name, and would be one for everybody to read. */
export function nameIn({ name }: Pick<Facts, 'name'>): string | null {
  const called = name?.trim() ?? '';
  return called === '' || phoneDigits(called) !== null ? null : called;
}
