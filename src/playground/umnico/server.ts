import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { RentProgClient } from '../company/index.js';
import { Faults } from '../faults.js';
import { WebhookPosts } from '../webhook-posts.js';
import { umnicoApi } from './api.js';
import { Inbox, type InboxMessage, type NewMessage } from './inbox.js';
import { correspondents, managers, type Correspondent } from './people.js';
import { webhookBody } from './webhook-body.js';

const PREFIX = '/v1.3';
const TOKEN = 'playground-umnico-token';

export interface Dialogue {
  person: Correspondent;
  messages: readonly InboxMessage[];
}

export interface UmnicoServer {
  /** The value for `UMNICO_BASE_URL`. */
  url: string;
  token: string;
  faults: Faults;
  dialogues(): Dialogue[];
  /** The client of a lead writes; undefined when there is no such lead. */
  write(message: {
    leadId: number;
    text: string;
    attachments?: InboxMessage['attachments'];
  }): InboxMessage | undefined;
  /** Somebody of the company answers in Umnico itself. */
  answer(message: { leadId: number; text: string }): InboxMessage | undefined;
  /** Calls back with the lead whose dialogue changed; what it answers ends that. */
  onChange(listener: (leadId: number) => void): () => void;
  close(): Promise<void>;
}

/**
 * Umnico over HTTP, with three clients whose messengers come together in it. Everything that is written is told to
 * `webhookUrl`, each lead's messages in order.
 */
export async function startUmnico(options: {
  host?: string;
  now: () => Date;
  webhookUrl: () => string;
  /** Of RentProg: the people who write have their names and phones from it. */
  clients: readonly RentProgClient[];
  /** Of the messages; they are forgotten without it. */
  path?: string | undefined;
  /** Before each next attempt to post a webhook. */
  pausesMs?: readonly number[];
}): Promise<UmnicoServer> {
  const { host = '127.0.0.1', now } = options;
  const people = correspondents(options.clients);
  const inbox = new Inbox({ path: options.path, now });
  const posts = new WebhookPosts({ url: options.webhookUrl, pausesMs: options.pausesMs });
  const faults = new Faults();

  function tell(message: InboxMessage, person: Correspondent): void {
    void posts.post(String(message.leadId), webhookBody(message, person)).then((outcome) => {
      // What was stopped waits for the next start.
      if (outcome !== 'stopped') inbox.settle(message, outcome);
    });
  }

  function add(message: NewMessage): InboxMessage | undefined {
    const person = people.find(({ leadId }) => leadId === message.leadId);
    if (person === undefined) return undefined;
    const added = inbox.add(message);
    tell(added, person);
    return added;
  }

  const app = fastify({ logger: false, forceCloseConnections: true });
  app.addHook('onRequest', (request, reply) => faults.spoil(request, reply));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: 'Not Found' }));
  await app.register(
    (api, _options, done) => {
      umnicoApi(api, {
        token: TOKEN,
        people,
        send: (message) => void add({ ...message, from: 'company' }),
      });
      done();
    },
    { prefix: PREFIX },
  );
  await app.listen({ host, port: 0 });
  const { port } = app.server.address() as AddressInfo;

  for (const message of inbox.untold()) {
    const person = people.find(({ leadId }) => leadId === message.leadId);
    if (person !== undefined) tell(message, person);
  }

  return {
    url: `http://${host}:${port}${PREFIX}`,
    token: TOKEN,
    faults,
    dialogues: () => people.map((person) => ({ person, messages: inbox.of(person.leadId) })),
    write: (message) => add({ ...message, from: 'client' }),
    answer: (message) => add({ ...message, from: 'company', userId: managers[0].id }),
    onChange: (listener) => inbox.onChange(listener),
    async close() {
      await posts.close();
      await app.close();
    },
  };
}
