import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../kernel/ids.js';
import { BUCKET_KEY, openBucket, type Bucket } from './bucket-for-tests.js';
import { createS3Blobs, type Blobs, type S3Options } from './index.js';

describe('blobs in a bucket', () => {
  let bucket: Bucket;
  let blobs: Blobs;
  const blobsWith = (change: Partial<S3Options> = {}): Blobs =>
    createS3Blobs({
      ...{ endpoint: bucket.endpoint, bucket: 'photos', ...BUCKET_KEY, timeoutMs: 2_000 },
      ...change,
    });

  beforeEach(async () => {
    bucket = await openBucket();
    blobs = blobsWith();
  });

  afterEach(() => bucket.close());

  it('come back byte by byte under the SHA-256 of their content', async () => {
    const content = randomBytes(300_000);
    const hash = await blobs.put(content);
    expect(hash).toBe(sha256(content));
    expect([...bucket.objects.keys()]).toEqual([`/photos/${hash.slice(0, 2)}/${hash}`]);
    expect(Buffer.compare(await blobs.get(hash), content)).toBe(0);
    await blobs.put(content);
    expect(bucket.objects.size).toBe(1);
    expect(await blobs.get(await blobs.put(new Uint8Array()))).toHaveLength(0);
  });

  it('are refused to who signs with another secret, and trying again does not help', async () => {
    const stranger = blobsWith({ secretAccessKey: 'guessed' });
    await expect(stranger.put(Buffer.from('photo'))).rejects.toMatchObject({
      code: 'blobs.refused',
      retryable: false,
      message: 'PUT of a blob was answered 403 SignatureDoesNotMatch',
    });
    expect(bucket.objects.size).toBe(0);
  });

  it('that nobody stored are an error, and a bucket that is not there is another', async () => {
    await expect(blobs.get('0'.repeat(64))).rejects.toMatchObject({
      code: 'blobs.missing',
      retryable: false,
    });
    await expect(blobsWith({ bucket: 'nowhere' }).get('0'.repeat(64))).rejects.toMatchObject({
      code: 'blobs.refused',
    });
  });

  it('are asked for again later when the store is away, slow or busy', async () => {
    bucket.fault = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' };
    await expect(blobs.put(Buffer.from('photo'))).rejects.toMatchObject({
      code: 'blobs.unavailable',
      retryable: true,
    });
    await bucket.close();
    await expect(blobs.put(Buffer.from('photo'))).rejects.toMatchObject({
      code: 'blobs.unreachable',
      retryable: true,
    });
  });

  it('are not taken for what they are not', async () => {
    const hash = await blobs.put(Buffer.from('photo'));
    bucket.objects.set(`/photos/${hash.slice(0, 2)}/${hash}`, Buffer.from('another'));
    await expect(blobs.get(hash)).rejects.toMatchObject({ code: 'blobs.damaged', retryable: true });
  });

  it('are never looked for outside of the bucket', async () => {
    for (const name of ['../secrets', '', 'A'.repeat(64)])
      await expect(blobs.get(name), name).rejects.toThrow('not a hash');
  });
});
