import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { BranchlineError } from '../kernel/errors.js';
import { Prisma } from '../platform/prisma/index.js';
import { ApiFault, type FieldFault } from './fault.js';

/** Prisma's code for it. */
const UNIQUE_VIOLATION = 'P2002';

/** The one form of errors. */
export interface ErrorBody {
  error: string;
  message: string;
  details: Record<string, unknown>;
  requestId: string;
}

export interface ErrorAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: ErrorBody;
}

/** What the outside is told of anything that was thrown; what went wrong inside is not told. */
export function errorAnswer(error: unknown, requestId: string): ErrorAnswer {
  const { status, headers = {}, ...told } = describe(error);
  return { status, headers, body: { ...told, requestId } };
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, headers, body } = errorAnswer(error, request.id);
  const route = request.routeOptions.url;
  if (status >= 500) request.log.error({ err: error, route }, 'a request failed');
  else request.log.info({ status, code: body.error, route }, body.message);
  void reply.status(status).headers(headers).send(body);
}

function describe(
  error: unknown,
): Omit<ErrorBody, 'requestId'> & { status: number; headers?: Readonly<Record<string, string>> } {
  if (error instanceof ApiFault)
    return {
      status: error.status,
      headers: error.headers,
      error: error.code,
      message: error.message,
      details: error.details,
    };
  if (error instanceof BranchlineError) {
    const status = statusOf(error);
    if (status !== 500)
      return { status, error: error.code, message: error.message, details: withFaults(error.details) };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation.map(({ instancePath, message }) => ({
      path: pathOf(instancePath),
      message: message ?? 'is not valid',
    }));
    const place = error.validationContext === 'params' ? 'address' : (error.validationContext ?? 'request');
    return { status: 400, error: 'bad_request', message: summary(place, faults), details: { faults } };
  }
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION)
    return {
      status: 409,
      error: 'conflict',
      message: 'another request has made the same thing at this moment; try again',
      details: {},
    };
  const { statusCode = 500, message } = error as Partial<FastifyError>;
  if (statusCode >= 400 && statusCode < 500)
    return {
      status: statusCode,
      error: codes[statusCode] ?? 'bad_request',
      message: message ?? 'the request is not understood',
      details: {},
    };
  return {
    status: 500,
    error: 'internal',
    message: 'something went wrong here; it was logged',
    details: {},
  };
}

/** What tells of one field is listed as one fault, as where there are many. */
function withFaults(details: BranchlineError['details']): Record<string, unknown> {
  const { field, message } = details;
  if (typeof field !== 'string' || typeof message !== 'string' || 'faults' in details) return { ...details };
  return { ...details, faults: [{ path: field, message }] };
}

/** Errors of the engine by the last word of their code. Those without a word known here are faults of ours. */
function statusOf(error: BranchlineError): number {
  const word = error.code.split('.').at(-1) ?? '';
  if (word.endsWith('not_found') || word === 'no_such_version') return 404;
  if (word.endsWith('invalid') || word.startsWith('no_such_')) return 400;
  return conflicts.has(error.code) ? 409 : 500;
}

/** What cannot be done to a thing in the state in which it is. */
const conflicts: ReadonlySet<string> = new Set([
  'job.not_dead',
  'job.dedupe_key_in_use',
  'run.not_running',
  'run.not_replayed',
  'task.wrong_state',
]);

const codes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
};

/** `/payload/pipeline/2/uses` as it is written in code: `payload.pipeline[2].uses`. */
function pathOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), '');
}

function summary(place: string, faults: readonly FieldFault[]): string {
  const [first] = faults;
  if (first === undefined) return `the ${place} is not valid`;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more, see details.faults)` : '';
  return `the ${place} is not valid: ${first.path ? `${first.path}: ` : ''}${first.message}${more}`;
}
