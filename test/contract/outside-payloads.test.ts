import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BranchlineEvent } from '../../src/engine/events/index.js';
import { readUmnicoWebhook } from '../../src/integrations/umnico/webhook.js';
import { readYouGileWebhook } from '../../src/integrations/yougile/webhook.js';

/** Bodies collected from outside; they are not part of the repository. */
const collected = new URL('../../../shared/payloads/', import.meta.url);
const receivedAt = new Date('2031-03-03T08:00:00Z');

interface Read {
  type: string;
  source: string;
  payload: Record<string, unknown>;
}

function readUmnico(body: unknown): Read | string {
  const read = readUmnicoWebhook(body, receivedAt);
  if (read.ok === true) return { source: 'umnico', ...read.event, payload: { ...read.event.payload } };
  return read.ok === false ? `refused: ${read.reason}` : `ignored: ${read.what}`;
}

function readYouGile(body: unknown): Read | string {
  const read = readYouGileWebhook(body);
  if (read.ok === true)
    return { source: 'yougile', type: 'yougile.task.updated', payload: { ...read.payload } };
  return read.ok === false ? `refused: ${read.reason}` : `ignored: ${read.what}`;
}

const expected: Record<string, unknown> = {
  'umnico/webhook_customer_created.json': 'ignored: customer.created',
  'umnico/webhook_lead_changed_status.json': 'ignored: lead.changed.status',
  'umnico/webhook_lead_created.json': 'ignored: lead.created',
  'umnico/webhook_message_incoming.json': {
    type: 'umnico.message.incoming',
    payload: { lead_id: 90, message_id: 'wamid.TEST1', name: 'Test Client', source: '255', sa_id: 88 },
  },
  'umnico/webhook_message_incoming.photo.json': {
    type: 'umnico.message.incoming',
    payload: { text: '', attachments: [{ type: 'photo', url: 'https://files.example.test/a.jpg' }] },
  },
  'umnico/webhook_message_outgoing.json': {
    type: 'umnico.message.sent',
    payload: { text: 'Yes, at 10:00', custom_id: 'jarvis-tgmsg--100123-777' },
  },
  'yougile/webhook_chat_message_created.json': { payload: { change: 'commented', comment: 'готово' } },
  'yougile/webhook_task_created.json': { payload: { change: 'created', title: 'ТО: AA123BB' } },
  'yougile/webhook_task_moved.json': { payload: { change: 'moved', completed: false, archived: false } },
};

function samples(system: 'umnico' | 'yougile'): string[] {
  const folder = new URL(`${system}/`, collected);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^webhook_.*\.json$/.test(file) && file !== 'webhook_subscription.json')
    .map((file) => `${system}/${file}`);
}

describe.skipIf(!existsSync(collected))('what is known of a system', () => {
  it.each([...samples('umnico'), ...samples('yougile')])('%s is understood', (file) => {
    const body = JSON.parse(readFileSync(new URL(file, collected), 'utf8')) as unknown;
    const read = file.startsWith('umnico/') ? readUmnico(body) : readYouGile(body);
    if (typeof read === 'string') {
      expect(read).toBe(expected[file]);
      return;
    }
    expect(read).toMatchObject(expected[file] as object);
    const event = { id: 'e', branch: null, timestamp: receivedAt, correlationId: 'c', ...read };
    expect(BranchlineEvent.safeParse(event).success).toBe(true);
  });
});
