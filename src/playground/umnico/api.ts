import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { accounts, managers, type Correspondent } from './people.js';

const Sending = z.object({
  message: z.object({ text: z.string().min(1) }),
  source: z.union([z.string(), z.number()]).transform(String),
  userId: z.number().int(),
  customId: z.string().optional(),
});

interface Lead {
  Params: { leadId: string };
}

/** The part of Umnico's API that reads a lead's sources and sends it a message (integrations.md §2). */
export function umnicoApi(
  app: FastifyInstance,
  options: {
    token: string;
    people: readonly Correspondent[];
    send: (message: { leadId: number; text: string; userId: number; customId?: string | undefined }) => void;
  },
): void {
  app.addHook('onRequest', async (request, reply) => {
    const [scheme = '', token] = (request.headers.authorization ?? '').split(' ');
    if (scheme.toLowerCase() === 'bearer' && token === options.token) return;
    await reply.code(401).send({ message: 'Unauthorized' });
  });

  function personOf(leadId: string, reply: FastifyReply): Correspondent | undefined {
    const person = options.people.find((one) => String(one.leadId) === leadId);
    if (person === undefined) void reply.code(404).send({ message: `Lead ${leadId} not found` });
    return person;
  }

  app.get('/managers', () => managers);

  app.get<Lead>('/messaging/:leadId/sources', (request, reply) => {
    const person = personOf(request.params.leadId, reply);
    if (person === undefined) return reply;
    return [{ ...person.source, saId: accounts[person.channel].id, type: 'message' }];
  });

  app.post<Lead>('/messaging/:leadId/send', (request, reply) => {
    const person = personOf(request.params.leadId, reply);
    if (person === undefined) return reply;
    const read = Sending.safeParse(request.body);
    if (!read.success) return reply.code(400).send({ message: z.prettifyError(read.error) });
    const { message, source, userId, customId } = read.data;
    if (![String(person.source.realId), person.source.id].includes(source))
      return reply.code(400).send({ message: `source ${source} is none of lead ${person.leadId}` });
    if (!managers.some(({ id }) => id === userId))
      return reply.code(400).send({ message: `there is no user ${userId}` });
    options.send({ leadId: person.leadId, text: message.text, userId, customId });
    return {};
  });
}
