import type { FastifyInstance } from 'fastify';
import type { Dialogue, InboxMessage, UmnicoServer } from './umnico/index.js';

const LONGEST_MESSAGE = 4096;

const messageBody = {
  type: 'object',
  additionalProperties: false,
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1, maxLength: LONGEST_MESSAGE } },
};

/** A dialogue as the client sees it: own messages and the company's. */
function clientView({ person, messages }: Dialogue): object {
  const { leadId: lead, name, login, channel, language, phrases } = person;
  return { lead, name, login, channel, language, phrases, messages: messages.map(messageView) };
}

function messageView({ id, from, text, attachments, at, webhook }: InboxMessage): object {
  return { id, own: from === 'client', text, attachments, date: Math.floor(at / 1000), webhook };
}

/** `GET /playground/clients` and `POST /playground/clients/:lead/messages`: whoever sits here is a client. */
export function registerClientRoutes(app: FastifyInstance, umnico: UmnicoServer): void {
  app.get('/playground/clients', () => umnico.dialogues().map(clientView));

  app.post<{ Params: { lead: string }; Body: { text: string } }>(
    '/playground/clients/:lead/messages',
    { schema: { body: messageBody } },
    (request, reply) => {
      const { lead } = request.params;
      const message = umnico.write({ leadId: Number(lead), text: request.body.text });
      if (message !== undefined) return messageView(message);
      return reply
        .code(404)
        .send({ error: 'playground.unknown_client', message: `there is no client with lead "${lead}"` });
    },
  );
}
