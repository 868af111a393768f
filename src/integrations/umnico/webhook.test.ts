import { describe, expect, it } from 'vitest';
import { readUmnicoWebhook } from './webhook.js';

const receivedAt = new Date('2031-03-03T08:00:00Z');
const incoming = {
  type: 'message.incoming',
  accountId: 1,
  leadId: 90,
  message: {
    messageId: 'wamid.1',
    datetime: 1_764_000_000_000,
    message: { text: 'Is the car ready?', attachments: [] },
    sender: { id: 7, login: '995555000001', type: 'whatsapp2', name: 'Ann' },
    source: { id: 's1', realId: 255, saId: 88 },
    sa: { id: 88 },
  },
};
const read = (body: unknown) => readUmnicoWebhook(body, receivedAt);

describe('a webhook of Umnico', () => {
  it('tells of a message of a client who wrote it, where, and where a reply goes', () => {
    expect(read(incoming)).toEqual({
      ok: true,
      event: {
        type: 'umnico.message.incoming',
        payload: {
          ...{ lead_id: 90, message_id: 'wamid.1', text: 'Is the car ready?', attachments: [] },
          ...{ at: '2025-11-24T16:00:00.000Z', source: '255', sa_id: 88 },
          ...{ name: 'Ann', login: '995555000001', channel: 'whatsapp2' },
        },
      },
    });
  });

  it('tells of a message of ours by what we called it', () => {
    const message = { ...incoming.message, customId: 'm-1', sender: { id: 15, type: 'user' } };
    expect(read({ ...incoming, type: 'message.outgoing', message })).toMatchObject({
      event: { type: 'umnico.message.sent', payload: { custom_id: 'm-1', text: 'Is the car ready?' } },
    });
  });

  it('is read in the older form too, where the text stands higher, and with the least that there is', () => {
    expect(read({ type: 'message.incoming', leadId: '91', message: { messageId: 5, text: 'Hi' } })).toEqual({
      ok: true,
      event: {
        type: 'umnico.message.incoming',
        payload: {
          ...{ lead_id: 91, message_id: '5', text: 'Hi', attachments: [] },
          at: receivedAt.toISOString(),
        },
      },
    });
  });

  it('names attachments by whichever name their address has, and those without one', () => {
    const attachments = [
      { type: 'photo', url: 'https://files.test/a.jpg' },
      { type: 'doc', link: 'https://files.test/b.pdf' },
      { src: 'https://files.test/c' },
      'something',
    ];
    const message = { ...incoming.message, message: { text: null, attachments } };
    expect(read({ ...incoming, message })).toMatchObject({
      event: {
        payload: {
          text: '',
          attachments: [
            { type: 'photo', url: 'https://files.test/a.jpg' },
            { type: 'doc', url: 'https://files.test/b.pdf' },
            { type: 'file', url: 'https://files.test/c' },
            { type: 'file', url: null },
          ],
        },
      },
    });
  });

  it.each(['lead.created', 'lead.changed.status', 'customer.created'])(
    'that only names a number (%s) is left alone',
    (type) => {
      expect(read({ type, accountId: 1, leadId: 91 })).toEqual({ ok: 'ignored', what: type });
    },
  );

  it.each([
    ['no object', [], /no \{"type"/],
    ['another type', { ...incoming, type: 'message.deleted' }, /unknown type "message.deleted"/],
    ['no lead', { ...incoming, leadId: undefined }, /without a leadId/],
    ['a message without an id', { ...incoming, message: { message: { text: 'x' } } }, /messageId/],
    ['a text that is none', { ...incoming, message: { messageId: 'a', message: { text: {} } } }, /text/],
  ])('that cannot be understood (%s) says why', (_what, body, reason) => {
    expect(read(body)).toEqual({ ok: false, reason: expect.stringMatching(reason) as string });
  });
});
