import { AwsClient } from 'aws4fetch';
import { errorMessage, IntegrationError } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/ids.js';
import { pathOf, type Blobs } from './blobs.js';

export interface S3Options {
  /** Without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  timeoutMs: number;
}

/** Of nothing: the body of a GET. */
const EMPTY = sha256('');

/**
 * Blobs in a bucket of Amazon S3 or of what speaks like it (MinIO, R2, Spaces), addressed as `endpoint/bucket/ab/abcd…`.
 * Nothing is repeated here: jobs do that. Redirects are not followed: the signature holds for one host.
 *
 * Throws an `IntegrationError`: `blobs.timeout`, `.unreachable`, `.unavailable`, `.damaged` (worth a retry), `.missing`,
 * `.refused` (not).
 */
export function createS3Blobs(options: S3Options): Blobs {
  const { accessKeyId, secretAccessKey, region } = options;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  const base = `${options.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(options.bucket)}`;

  async function ask(method: 'GET' | 'PUT', hash: string, body?: Uint8Array): Promise<Uint8Array> {
    const url = `${base}/${pathOf(hash)}`;
    const timeout = AbortSignal.timeout(options.timeoutMs);
    let response: Response;
    let content: Uint8Array;
    try {
      response = await client.fetch(url, {
        method,
        headers: { 'x-amz-content-sha256': body === undefined ? EMPTY : hash },
        body: body && new Blob([new Uint8Array(body)]),
        redirect: 'manual',
        signal: timeout,
      });
      content = new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      throw new IntegrationError(timeout.aborted ? 'blobs.timeout' : 'blobs.unreachable', {
        retryable: true,
        message: `${method} of a blob was not answered: ${errorMessage(cause)}`,
        cause,
      });
    }
    if (!response.ok) throw refusal(method, response.status, content);
    return content;
  }

  return {
    async put(content) {
      const hash = sha256(content);
      await ask('PUT', hash, content);
      return hash;
    },
    async get(hash) {
      const content = await ask('GET', hash);
      if (sha256(content) === hash) return content;
      throw new IntegrationError('blobs.damaged', {
        retryable: true,
        message: `what came for the blob ${hash} is something else`,
      });
    },
  };
}

/** The bucket's answer is XML with a code: `<Code>NoSuchKey</Code>`. */
function refusal(method: string, status: number, content: Uint8Array): IntegrationError {
  const reason = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(Buffer.from(content).toString())?.[1] ?? '';
  const waits = status >= 500 || status === 429 || reason === 'RequestTimeTooSkewed';
  const code = status === 404 && reason !== 'NoSuchBucket' ? 'blobs.missing' : 'blobs.refused';
  return new IntegrationError(waits ? 'blobs.unavailable' : code, {
    retryable: waits,
    message: `${method} of a blob was answered ${status} ${reason}`.trim(),
  });
}
