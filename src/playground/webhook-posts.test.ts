import { onTestFinished, describe, expect, it } from 'vitest';
import { soon } from '../../test/support/eventually.js';
import {
  startOutsideServer,
  type OutsideServer,
  type ServerReply,
} from '../../test/support/outside-server.js';
import { WebhookPosts } from './webhook-posts.js';

/** A product that answers as told, and posts to it that wait for hardly any time. */
async function posting(
  reply: (body: unknown, count: number) => ServerReply,
  pausesMs = [1, 2, 4],
): Promise<{ product: OutsideServer; posts: WebhookPosts; bodies: () => unknown[] }> {
  const product = await startOutsideServer(({ body }, count) => reply(body, count));
  const posts = new WebhookPosts({ url: () => `${product.url}/hook?t=secret`, pausesMs });
  onTestFinished(() => posts.close());
  return { product, posts, bodies: () => product.seen.map(({ body }) => body) };
}

describe('a webhook of the playground', () => {
  it('is told once when it is answered with 200', async () => {
    const { product, posts } = await posting(() => ({}));
    await expect(posts.post('a', { n: 1 })).resolves.toBe('told');
    expect(product.seen).toMatchObject([{ method: 'POST', path: '/hook?t=secret', body: { n: 1 } }]);
  });

  it.each<[string, ServerReply]>([
    ['an error', { status: 500 }],
    ['another success', { status: 204 }],
    ['no answer', 'hangUp'],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }],
  ])('comes again after %s, to the letter', async (_what, failure) => {
    const { posts, bodies } = await posting((_body, count) => (count < 3 ? failure : {}));
    await expect(posts.post('a', { n: 1 })).resolves.toBe('told');
    expect(bodies()).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  });

  it('is given up after the last pause', async () => {
    const { posts, bodies } = await posting(() => ({ status: 503 }));
    await expect(posts.post('a', { n: 1 })).resolves.toBe('gave_up');
    expect(bodies()).toHaveLength(4);
  });

  it('waits for the one before about the same thing, and for no other', async () => {
    const { posts, bodies } = await posting((body, count) =>
      count === 1 || (body as { n: number }).n === 3 ? { status: 500 } : {},
    );
    const outcomes = [posts.post('a', { n: 1 }), posts.post('a', { n: 2 }), posts.post('b', { n: 4 })];
    await expect(Promise.all(outcomes)).resolves.toEqual(['told', 'told', 'told']);
    const ofA = bodies().filter((body) => (body as { n: number }).n < 3);
    expect(ofA).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }]);
  });

  it('stops when its sender does, in a pause or while it waits for an answer', async () => {
    const hour = 3_600_000;
    const { product, posts } = await posting(
      (body) => ((body as { n: number }).n === 1 ? { status: 500 } : 'silence'),
      [hour],
    );
    const outcomes = [posts.post('a', { n: 1 }), posts.post('b', { n: 2 })];
    await soon(() => expect(product.seen).toHaveLength(2));
    await posts.close();
    await expect(Promise.all(outcomes)).resolves.toEqual(['stopped', 'stopped']);
  });

  it('asks for the address anew each time: the product may come later', async () => {
    const { product } = await posting(() => ({}));
    const addresses = ['', `${product.url}/late`];
    const late = new WebhookPosts({ url: () => addresses.shift() ?? '', pausesMs: [1] });
    await expect(late.post('a', {})).resolves.toBe('told');
    expect(product.seen).toMatchObject([{ path: '/late' }]);
    await late.close();
  });
});
