import { describe, expect, it } from 'vitest';
import {
  startOutsideServer,
  toldBy,
  type OutsideServer,
  type ServerReply,
} from '../../../test/support/outside-server.js';
import { createUmnicoClient, type UmnicoClient } from './client.js';

const token = 'jwt.of.account';
/** Umnico's recorded answers, but for those that a test changes. */
async function umnico(
  routes: Record<string, ServerReply> = {},
): Promise<{ server: OutsideServer; client: UmnicoClient }> {
  const recorded: Record<string, ServerReply> = {
    'GET /v1.3/managers': {
      body: [
        { id: 16, role: 'manager' },
        { id: 15, role: 'owner' },
      ],
    },
    'GET /v1.3/messaging/90/sources': {
      body: [
        { id: 's2', realId: 256, saId: 88, type: 'comment' },
        { id: 's1', realId: 255, saId: 88, type: 'message' },
      ],
    },
    'POST /v1.3/messaging/90/send': { body: {} },
  };
  const server = await startOutsideServer(
    ({ method, path }) => ({ ...recorded, ...routes })[`${method} ${path}`] ?? { status: 404 },
  );
  return {
    server,
    client: createUmnicoClient({ baseUrl: `${server.url}/v1.3`, token, timeoutMs: 20_000 }),
  };
}

const message = { leadId: 90, text: 'Добрый день', customId: 'run-1:greet' };

describe('a message', () => {
  it("goes to the lead's dialogue, in the owner's name, with its own id", async () => {
    const { server, client } = await umnico();
    await expect(client.send(message)).resolves.toEqual({ source: '255', userId: 15 });
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1.3/messaging/90/sources',
      'GET /v1.3/managers',
      'POST /v1.3/messaging/90/send',
    ]);
    expect(server.seen[2]).toMatchObject({
      headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
      body: { message: { text: 'Добрый день' }, source: '255', userId: 15, customId: 'run-1:greet' },
    });
  });

  it.each<[string, ServerReply]>([
    ['GET /v1.3/messaging/90/sources', 'hangUp'],
    ['GET /v1.3/managers', { status: 502 }],
  ])('that %s holds up has surely not been sent, and is worth another try', async (route, reply) => {
    const { server, client } = await umnico({ [route]: reply });
    await expect(client.send(message)).rejects.toMatchObject({ retryable: true, reached: 'no' });
    expect(server.seen.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('goes to the source and in the name that are given', async () => {
    const { server, client } = await umnico();
    await client.send({ ...message, source: '256', userId: 16 });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ body: { source: '256', userId: 16 } });
  });

  it('goes by the id of a source without a real one', async () => {
    const { client } = await umnico({
      'GET /v1.3/messaging/90/sources': { body: [{ id: 's9', realId: null, type: 'message' }] },
    });
    await expect(client.send(message)).resolves.toMatchObject({ source: 's9' });
  });

  it('is sent under no post as a comment', async () => {
    const { server, client } = await umnico({
      'GET /v1.3/messaging/90/sources': { body: [{ id: 's2', realId: 256, type: 'comment' }] },
    });
    await expect(client.send(message)).rejects.toMatchObject({ code: 'umnico.no_source', retryable: false });
    expect(server.seen).toHaveLength(1);
  });

  it('is refused with a wrong token, which is not told', async () => {
    const { client } = await umnico({
      'GET /v1.3/messaging/90/sources': { status: 401, body: { message: `bad ${token}` } },
    });
    const error = await client.send(message).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'umnico.unauthorised', retryable: false });
    expect(toldBy(error)).not.toContain(token);
  });
});
