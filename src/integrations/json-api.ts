import type { z } from 'zod';
import { systemClock, type Clock } from '../kernel/clock.js';
import { badAnswer, refusal, unanswered, type OutsideSystem } from './failures.js';
import { createGate, type GateOptions } from './gate.js';

export interface JsonApiOptions extends GateOptions {
  system: OutsideSystem;
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  /** Texts that must not show in an error. */
  secrets: readonly string[];
  timeoutMs: number;
  /** What the system says of a refusal, out of its answer's body. */
  reasonOf?: (body: unknown) => string | undefined;
  clock?: Clock;
}

export interface JsonCall<Answer> {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** The caller gave up: the step's time is over, or the program stops. */
  signal?: AbortSignal;
  /** What the answer has to be like; an empty one is read as null. */
  answer: z.ZodType<Answer>;
}

export type JsonApi = <Answer>(call: JsonCall<Answer>) => Promise<Answer>;

/**
 * Calls of an outside system that speaks JSON. Nothing is repeated here: jobs do that. Redirects are not followed:
 * they would take the token to wherever they point.
 *
 * Every call throws an `IntegrationError`: `<system>.timeout`, `.aborted`, `.unreachable`, `.rate_limited` (worth a
 * retry), `.unauthorised`, `.not_found`, `.refused`, `.bad_answer` (not, unless a page that is no JSON answered).
 */
export function createJsonApi(options: JsonApiOptions): JsonApi {
  const { system, secrets, clock = systemClock } = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const gate = createGate(system, options);

  async function ask<Answer>(call: JsonCall<Answer>): Promise<Answer> {
    const what = `${call.method} ${call.path}`;
    const url = new URL(base + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    const timeout = AbortSignal.timeout(options.timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method: call.method,
        headers: {
          accept: 'application/json',
          ...(call.body !== undefined && { 'content-type': 'application/json' }),
          ...options.headers,
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        redirect: 'manual',
        signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
      });
      text = await response.text();
    } catch (error) {
      const aborted = call.signal?.aborted === true ? 'aborted' : 'unreachable';
      throw unanswered(system, { what, secrets }, timeout.aborted ? 'timeout' : aborted, error);
    }
    const body = readJson(text);
    if (!response.ok) {
      const retryAfter = response.headers.get('retry-after');
      const reason = body.read ? options.reasonOf?.(body.value) : undefined;
      throw refusal(system, { what, secrets }, { status: response.status, retryAfter, reason }, clock.now());
    }
    // A page in front of the API (maintenance, a gateway) answers so for a while.
    if (!body.read) throw badAnswer(system, what, 'the answer is no JSON', true);
    const read = call.answer.safeParse(body.value);
    if (read.success) return read.data;
    const faults = read.error.issues.map((issue) => issue.path.join('.') || 'the answer').slice(0, 5);
    throw badAnswer(system, what, `the answer has another shape: ${faults.join(', ')}`);
  }

  return (call) => gate(() => ask(call));
}

function readJson(text: string): { read: true; value: unknown } | { read: false } {
  if (text === '') return { read: true, value: null };
  try {
    return { read: true, value: JSON.parse(text) as unknown };
  } catch {
    return { read: false };
  }
}
