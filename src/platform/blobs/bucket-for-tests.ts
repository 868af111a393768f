import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const BUCKET_KEY = {
  accessKeyId: 'AKIDTEST',
  secretAccessKey: 'a+secret/of=ours',
  region: 'eu-central-1',
};

/** A bucket that speaks S3's protocol as far as blobs go, and lets nobody in whose signature is not right. */
export interface Bucket {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** Answers so instead, until it is taken away. */
  fault: { status: number; body: string } | undefined;
  close(): Promise<void>;
}

export async function openBucket(): Promise<Bucket> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { status, body } = answer(request, Buffer.concat(chunks));
      response.writeHead(status).end(body);
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bucket: Bucket = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: new Map(),
    fault: undefined,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => {
          closed();
        });
      }),
  };

  function answer(request: IncomingMessage, body: Buffer): { status: number; body: Buffer | string } {
    if (bucket.fault !== undefined) return bucket.fault;
    const { method = '', url = '' } = request;
    if (!isSigned(request)) return { status: 403, body: code('SignatureDoesNotMatch') };
    if (request.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex'))
      return { status: 400, body: code('XAmzContentSHA256Mismatch') };
    if (!url.startsWith('/photos/')) return { status: 404, body: code('NoSuchBucket') };
    if (method === 'PUT') {
      bucket.objects.set(url, body);
      return { status: 200, body: '' };
    }
    const object = bucket.objects.get(url);
    return object === undefined ? { status: 404, body: code('NoSuchKey') } : { status: 200, body: object };
  }

  return bucket;
}

function code(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${name}</Code><Resource>/</Resource></Error>`;
}

/** The server's half of Signature Version 4, from what really came over the wire. */
function isSigned({ method, url, headers }: IncomingMessage): boolean {
  const [, id, scope, names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (id !== BUCKET_KEY.accessKeyId || scope === undefined) return false;
  const time = String(headers['x-amz-date']);
  const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = `${method}\n${url}\n\n${lines.join('')}\n${names}\n${String(headers['x-amz-content-sha256'])}`;
  const hashed = createHash('sha256').update(canonical).digest('hex');
  let secret: Buffer | string = `AWS4${BUCKET_KEY.secretAccessKey}`;
  for (const part of [...scope.split('/'), `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hashed}`])
    secret = createHmac('sha256', secret).update(part).digest();
  return (
    ['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.split(';').includes(name)) &&
    Buffer.from(secret).toString('hex') === signature
  );
}
