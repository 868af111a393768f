import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { systemClock, type Clock } from '../../kernel/clock.js';
import { IntegrationError } from '../../kernel/errors.js';
import type { Registry } from '../../platform/metrics/index.js';
import { badAnswer, refusal, unanswered } from '../failures.js';
import { createGate, type GateOptions } from '../gate.js';
import { createDailyBudget } from './daily-budget.js';
import { createLlmMetrics } from './metrics.js';
import { costUsd, priceOf, type TokenPrice } from './price.js';
import { ChatAnswer } from './schema.js';

export interface LlmClientOptions extends GateOptions {
  apiKey: string;
  /** Such as `https://api.openai.com/v1`; any server that speaks the same. */
  baseUrl: string;
  model: string;
  timeoutMs: number;
  /** US dollars that may be spent in one UTC day. */
  dailyBudgetUsd: number;
  /** The model's price when it is not OpenAI's. */
  price?: TokenPrice;
  registry: Registry;
  clock?: Clock;
}

export interface LlmQuestion {
  /** What the model is told to do. */
  system?: string;
  /** What it is to do it with: text of people and other systems. */
  user: string;
  /** The answer has to be JSON of this shape (JSON Schema; every property required, no others). */
  shape?: { name: string; schema: Record<string, unknown> };
  maxTokens: number;
  temperature?: number;
  signal?: AbortSignal;
}

export interface LlmAnswer {
  text: string;
  model: string;
  tokens: { input: number; output: number };
  costUsd: number;
}

export interface LlmClient {
  ask(question: LlmQuestion): Promise<LlmAnswer>;
}

const system = { code: 'openai', title: 'The language model' };
const what = 'POST /chat/completions';

/**
 * A language model behind OpenAI's API. Nothing is repeated here: jobs do that.
 *
 * `ask` throws an `IntegrationError`: `openai.timeout`, `.aborted`, `.unreachable`, `.rate_limited`, `.bad_answer`
 * (worth a retry), `.unauthorised`, `.no_quota`, `.budget_spent`, `.not_found`, `.refused`, `.cut_off` (not).
 */
export function createLlmClient(options: LlmClientOptions): LlmClient {
  const { clock = systemClock, model } = options;
  const price = options.price ?? priceOf(model);
  const gate = createGate(system, options);
  const budget = createDailyBudget({ usd: options.dailyBudgetUsd, clock });
  const metrics = createLlmMetrics(options.registry);
  const openai = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    timeout: options.timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
    // Otherwise taken from the environment, of which only src/config reads.
    organization: null,
    project: null,
  });

  async function askOnce(question: LlmQuestion): Promise<LlmAnswer> {
    const answer = await complete(question);
    const tokens = {
      input: answer.usage?.prompt_tokens ?? roughTokens(question.user + (question.system ?? '')),
      output: answer.usage?.completion_tokens ?? roughTokens(answer.choices[0]?.message.content ?? ''),
    };
    const cost = costUsd(price, tokens);
    budget.add(cost);
    metrics.cost.inc(cost);
    return { text: textOf(answer), model: answer.model ?? model, tokens, costUsd: cost };
  }

  async function complete(question: LlmQuestion): Promise<ChatAnswer> {
    let body: unknown;
    try {
      body = await openai.chat.completions.create(bodyOf(model, question), { signal: question.signal });
    } catch (error) {
      throw failureOf(error, options.apiKey, clock.now());
    }
    const read = ChatAnswer.safeParse(body);
    if (!read.success) throw badAnswer(system, what, 'the answer is no chat completion', true);
    return read.data;
  }

  return {
    async ask(question) {
      try {
        budget.check();
        const answer = await gate(() => askOnce(question));
        metrics.requests.inc({ outcome: 'done' });
        return answer;
      } catch (error) {
        const outcome = error instanceof IntegrationError ? error.code.replace(/^openai\./, '') : 'failed';
        metrics.requests.inc({ outcome });
        throw error;
      }
    },
  };
}

function bodyOf(model: string, question: LlmQuestion): ChatCompletionCreateParamsNonStreaming {
  const { shape } = question;
  return {
    model,
    messages: [
      ...(question.system === undefined ? [] : [{ role: 'system' as const, content: question.system }]),
      { role: 'user', content: question.user },
    ],
    max_completion_tokens: question.maxTokens,
    ...(question.temperature !== undefined && { temperature: question.temperature }),
    ...(shape && {
      response_format: {
        type: 'json_schema' as const,
        json_schema: { name: shape.name, schema: shape.schema, strict: true },
      },
    }),
  };
}

function textOf(answer: ChatAnswer): string {
  const choice = answer.choices[0];
  if (typeof choice?.message.refusal === 'string' && choice.message.refusal !== '')
    throw new IntegrationError('openai.refused', {
      retryable: false,
      message: 'The language model refused to answer',
    });
  if (choice?.finish_reason === 'length')
    throw new IntegrationError('openai.cut_off', {
      retryable: false,
      message: 'The language model needed more tokens than the answer may have',
    });
  const text = choice?.message.content ?? '';
  if (text === '') throw badAnswer(system, what, 'the answer is empty', true);
  return text;
}

/** What OpenAI says of a wrong key holds a part of it: its texts are told only where they speak of the request. */
function failureOf(error: unknown, apiKey: string, now: Date): unknown {
  const request = { what, secrets: [apiKey] };
  if (error instanceof APIUserAbortError) return unanswered(system, request, 'aborted', error);
  if (error instanceof APIConnectionTimeoutError) return unanswered(system, request, 'timeout', error);
  if (error instanceof APIConnectionError) return unanswered(system, request, 'unreachable', error);
  if (error instanceof SyntaxError) return badAnswer(system, what, 'the answer is no JSON', true);
  if (!(error instanceof APIError)) return error;
  const status: unknown = error.status;
  if (typeof status !== 'number') return error;
  if (error.code === 'insufficient_quota')
    return new IntegrationError('openai.no_quota', {
      retryable: false,
      message: "The language model's account has no money left",
      details: { status },
    });
  const retryAfter = error.headers instanceof Headers ? error.headers.get('retry-after') : null;
  const reason = status === 400 || status === 404 || status === 422 ? error.message : undefined;
  return refusal(system, request, { status, retryAfter, reason }, now);
}

/** Servers that do not count: more tokens rather than fewer. */
function roughTokens(text: string): number {
  return Math.ceil(text.length / 2);
}
