import { randomUUID } from 'node:crypto';
import { startBot, type BotInTest } from './bot.js';
import { NOON } from './company.js';
import type { Person } from './person.js';
import { eventually } from './eventually.js';
import { startOutsideServer, type SeenRequest, type ServerReply } from './outside-server.js';
import { followClientChat } from '../../src/domain/chats/index.js';
import type { EventOf } from '../../src/engine/events/index.js';
import { createUmnicoClient, type UmnicoClient } from '../../src/integrations/umnico/index.js';
import { IntegrationError } from '../../src/kernel/errors.js';
import { createLog } from '../../src/platform/log/index.js';
import type { ClientChat, ClientMessage } from '../../src/platform/prisma/index.js';
import { GROUP } from '../../src/playground/telegram/emulator-for-tests.js';
import type { SeatMessage } from '../../src/playground/telegram/index.js';
import { createChatReader } from '../../src/bot/index.js';

/** What the group of Batumi becomes when it gets topics. */
const BATUMI = -1_900_000_500_123;

type Incoming = EventOf<'umnico.message.incoming'>;

/** A dialogue of one client: its lead in Umnico and its topic. */
export interface Dialogue {
  lead: number;
  name: string;
}

/** The bot with an Umnico and a language model that do as a test says. */
export interface ChatStage extends BotInTest {
  /** The group of Batumi, in which only the admin is. */
  batumi: number;
  /** What the model makes of the next messages; null: it has no money. */
  model: { reading: object | null; translates: boolean };
  /** From now on this Umnico is asked. `reply`: to which message for the same client, from 1, it answers what. */
  umnico(reply?: (count: number) => ServerReply): Promise<{
    /** What it was told to send to a client. */
    sent: (dialogue: Dialogue) => SeenRequest[];
    close: () => Promise<void>;
  }>;
  /** A client who never wrote before. */
  client(): Dialogue;
  clientWrites(dialogue: Dialogue, text: string, more?: Partial<Incoming['payload']>): Promise<void>;
  /** Umnico tells of a message that went out. */
  umnicoTells(dialogue: Dialogue, text: string, customId?: string): Promise<void>;
  chatOf(dialogue: Dialogue): Promise<ClientChat>;
  /** The newest message of ours. */
  lastReply(dialogue: Dialogue): Promise<ClientMessage>;
  /** Writes in the topic where the client's messages stand. */
  writesTo(person: Person, dialogue: Dialogue, text: string): Promise<SeatMessage>;
  threadOf(dialogue: Dialogue): Promise<number>;
  /** What stands in the client's topic, oldest first. */
  topic(dialogue: Dialogue): Promise<SeatMessage[]>;
}

let leads = 900;
let numbers = 0;

export async function openChatStage(): Promise<ChatStage> {
  const model: ChatStage['model'] = { reading: null, translates: true };
  let client: UmnicoClient | undefined;
  const stage = await startBot({
    company: {
      branches: {
        tbilisi: { title: 'Tbilisi', chatId: -1_001_234_567_890n },
        batumi: { title: 'Batumi', chatId: BigInt(BATUMI) },
      },
    },
    chats: {
      reader: createChatReader(modelDoing(model), { log: createLog('silent') }),
      sender: {
        send: (message, signal) => {
          if (client === undefined) throw new Error('this test has no Umnico');
          return client.send(message, signal);
        },
      },
    },
  });
  const { seat } = stage.telegram.emulator;
  const { id: batumi } = seat.migrate({ chat: GROUP, is_forum: true });
  seat.rights({ chat: batumi, can_manage_topics: true });
  const { prisma, workshop } = stage.database;

  const chatOf = ({ lead }: Dialogue): Promise<ClientChat> =>
    prisma.clientChat.findUniqueOrThrow({ where: { leadId: BigInt(lead) } });
  const threadOf = async (dialogue: Dialogue): Promise<number> => {
    const key = `client:${(await chatOf(dialogue)).id}`;
    const find = async (): Promise<bigint | undefined> =>
      (await prisma.topic.findFirst({ where: { key, chatId: BigInt(stage.group) } }))?.threadId;
    await eventually(async () => (await find()) !== undefined, `${dialogue.name} has a topic`, 20_000);
    return Number(await find());
  };
  const follow = (event: Parameters<typeof followClientChat>[2]): Promise<void> =>
    workshop.transact((work) => followClientChat(work, stage.deps, event));

  return {
    ...stage,
    ...{ batumi, model, chatOf, threadOf },
    async umnico(reply = () => ({ body: {} })) {
      const sends = new Map<string, number>();
      const server = await startOutsideServer(({ method, path }) => {
        if (path.endsWith('/managers')) return { body: [{ id: 15, role: 'owner' }] };
        if (method !== 'POST') return { status: 404 };
        const count = (sends.get(path) ?? 0) + 1;
        sends.set(path, count);
        return reply(count);
      });
      client = createUmnicoClient({
        baseUrl: `${server.url}/v1.3`,
        token: 'secret-token',
        timeoutMs: 20_000,
      });
      return {
        sent: ({ lead }) => server.seen.filter(({ path }) => path === `/v1.3/messaging/${lead}/send`),
        close: () => server.close(),
      };
    },
    client() {
      const lead = (leads += 1);
      return { lead, name: `Client no. ${lead}.` };
    },
    clientWrites: (dialogue, text, more) => follow(incoming(dialogue, text, more)),
    umnicoTells: ({ lead }, text, customId) =>
      follow({
        ...common(),
        type: 'umnico.message.sent',
        payload: {
          ...{
            lead_id: lead,
            message_id: `out-${(numbers += 1)}`,
            text,
            attachments: [],
            at: momentOf(numbers),
          },
          ...(customId !== undefined && { custom_id: customId }),
        },
      }),
    async lastReply(dialogue) {
      const { id: chatId } = await chatOf(dialogue);
      return prisma.clientMessage.findFirstOrThrow({
        where: { chatId, direction: 'out' },
        orderBy: { number: 'desc' },
      });
    },
    async writesTo(person, dialogue, text) {
      const thread = await threadOf(dialogue);
      return seat.sendMessage({ user: person.id, chat: stage.group, thread, text });
    },
    async topic(dialogue) {
      const thread = await threadOf(dialogue);
      return seat.messages({ user: stage.admin.id, chat: stage.group, thread, limit: 50 });
    },
  };
}

/** What Umnico's webhook becomes when the client writes in WhatsApp. */
export function incoming(
  { lead, name }: Dialogue,
  text: string,
  more: Partial<Incoming['payload']> = {},
): Incoming {
  return {
    ...common(),
    type: 'umnico.message.incoming',
    payload: {
      ...{ lead_id: lead, message_id: `in-${(numbers += 1)}`, text, attachments: [] },
      ...{ at: momentOf(numbers), source: '255', sa_id: 88, name, login: '995599112233' },
      ...{ channel: 'whatsapp2', ...more },
    },
  };
}

function common(): { id: string; source: 'umnico'; branch: null; timestamp: Date; correlationId: string } {
  return { id: randomUUID(), source: 'umnico', branch: null, timestamp: NOON, correlationId: 'c' };
}

/** Messages come one a second. */
function momentOf(number: number): string {
  return new Date(NOON.getTime() + number * 1_000).toISOString();
}

function modelDoing(told: ChatStage['model']): Parameters<typeof createChatReader>[0] {
  return {
    ask({ user, shape }) {
      const answer =
        shape.name === 'reading' ? told.reading : told.translates ? { text: `(translated) ${user}` } : null;
      return answer === null
        ? Promise.reject(new IntegrationError('openai.no_quota', { retryable: false }))
        : Promise.resolve({ text: JSON.stringify(answer) });
    },
  };
}
