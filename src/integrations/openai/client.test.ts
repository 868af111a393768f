import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import {
  startOutsideServer,
  toldBy,
  type OutsideServer,
  type ServerReply,
} from '../../../test/support/outside-server.js';
import { createLlmClient, type LlmClient, type LlmClientOptions } from './client.js';

const apiKey = 'sk-very-secret-key';
interface Model {
  server: OutsideServer;
  client: LlmClient;
  registry: Registry;
}

async function model(
  reply: (count: number) => ServerReply,
  options: Partial<LlmClientOptions> = {},
): Promise<Model> {
  const server = await startOutsideServer((_request, count) => reply(count));
  const registry = new Registry();
  const client = createLlmClient({
    ...{ baseUrl: `${server.url}/v1`, apiKey, registry, model: 'gpt-4.1-mini', timeoutMs: 20_000 },
    dailyBudgetUsd: 1,
    ...options,
  });
  return { server, client, registry };
}

/** A chat completion as OpenAI's reference shows it. */
function says(content: string | null, more: Record<string, unknown> = {}): ServerReply {
  return {
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'gpt-4.1-mini-2025-04-14',
      choices: [
        { index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null }, ...more },
      ],
      usage: { prompt_tokens: 1_000, completion_tokens: 500, total_tokens: 1_500 },
    },
  };
}

const question = { system: 'Be short.', user: 'Hello?', maxTokens: 50 };

async function failure(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
}

describe('a question', () => {
  it('is asked as OpenAI documents it, and its answer counted', async () => {
    const { server, client, registry } = await model(() => says('Hi.'));
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const answer = await client.ask({ ...question, temperature: 0, shape: { name: 'greeting', schema } });
    expect(answer).toEqual({
      text: 'Hi.',
      model: 'gpt-4.1-mini-2025-04-14',
      tokens: { input: 1_000, output: 500 },
      costUsd: expect.closeTo(0.0012, 6) as number,
    });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: {
          model: 'gpt-4.1-mini',
          messages: [
            { role: 'system', content: 'Be short.' },
            { role: 'user', content: 'Hello?' },
          ],
          max_completion_tokens: 50,
          temperature: 0,
          response_format: { type: 'json_schema', json_schema: { name: 'greeting', schema, strict: true } },
        },
      },
    ]);
    const metrics = await registry.metrics();
    expect(metrics).toContain('branchline_llm_requests_total{outcome="done"} 1');
    expect(metrics).toMatch(/branchline_llm_cost_usd_total 0\.0012/);
  });

  it('to a server that does not count tokens costs a guess, not nothing', async () => {
    const { client } = await model(() => ({ body: { choices: [{ message: { content: 'Hi.' } }] } }));
    const answer = await client.ask(question);
    expect(answer.tokens.input).toBeGreaterThan(0);
    expect(answer.costUsd).toBeGreaterThan(0);
  });

  it.each([
    [
      { status: 401, body: { error: { message: `Incorrect API key ${apiKey}` } } },
      'unauthorised',
      false,
      undefined,
    ],
    [{ status: 429, headers: { 'retry-after': '20' }, body: {} }, 'rate_limited', true, 20_000],
    [{ status: 429, body: { error: { code: 'insufficient_quota' } } }, 'no_quota', false, undefined],
    [{ status: 500, body: {} }, 'unreachable', true, undefined],
    [{ status: 400, body: { error: { message: 'no such parameter' } } }, 'refused', false, undefined],
    [says(null), 'bad_answer', true, undefined],
    [{ body: { choices: [] } }, 'bad_answer', true, undefined],
    [says('{"a', { finish_reason: 'length' }), 'cut_off', false, undefined],
    [says(null, { message: { content: null, refusal: 'I cannot' } }), 'refused', false, undefined],
    ['hangUp' as const, 'unreachable', true, undefined],
  ])(
    'that is answered %j has its own error, counted, without the key',
    async (reply, name, retryable, retryAfterMs) => {
      const { server, client, registry } = await model(() => reply);
      const error = await failure(client.ask(question));
      expect(error).toMatchObject({ code: `openai.${name}`, retryable, retryAfterMs });
      expect(toldBy(error)).not.toContain(apiKey);
      expect(server.seen).toHaveLength(1);
      expect(await registry.metrics()).toContain(`branchline_llm_requests_total{outcome="${name}"} 1`);
    },
  );

  it('without an answer in time is a timeout', async () => {
    const { client } = await model(() => 'silence', { timeoutMs: 80 });
    await expect(client.ask(question)).rejects.toMatchObject({ code: 'openai.timeout', retryable: true });
  });

  it('that is given up ends at once', async () => {
    const given = new AbortController();
    const { client } = await model(() => {
      given.abort();
      return 'silence';
    });
    await expect(client.ask({ ...question, signal: given.signal })).rejects.toMatchObject({
      code: 'openai.aborted',
    });
  });
});

describe("the day's budget", () => {
  it('once spent lets nothing through until the next day', async () => {
    let now = new Date('2026-03-01T23:00:00Z');
    const { server, client, registry } = await model(() => says('Hi.'), {
      dailyBudgetUsd: 0.002,
      clock: { now: () => now },
    });
    await client.ask(question);
    await client.ask(question);
    await expect(client.ask(question)).rejects.toMatchObject({
      code: 'openai.budget_spent',
      retryable: false,
    });
    expect(server.seen).toHaveLength(2);
    expect(await registry.metrics()).toContain('branchline_llm_requests_total{outcome="budget_spent"} 1');
    now = new Date('2026-03-02T00:00:01Z');
    await client.ask(question);
    expect(server.seen).toHaveLength(3);
  });

  it('counts a model without a known price as the dearest', async () => {
    const { client } = await model(() => says('Hi.'), { model: 'somebodys-own' });
    expect((await client.ask(question)).costUsd).toBeCloseTo(0.045, 6);
  });

  it('counts by the price that is given', async () => {
    const { client } = await model(() => says('Hi.'), { model: 'own', price: { input: 1, output: 2 } });
    expect((await client.ask(question)).costUsd).toBeCloseTo(0.002, 6);
  });
});
