import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { storableText } from '../kernel/storable.js';
import { ask, jsonOf, type LlmDeps } from './llm/question.js';
import { storable } from './outside/storable.js';

export function llmCompleteTool(deps: LlmDeps): AnyTool {
  return defineTool({
    name: 'llm.complete',
    description:
      'Lets the language model write something. With a schema it answers JSON of that shape. What it writes may be wrong: let people decide about money, access and people.',
    input: z.strictObject({
      prompt: z.string().min(1).max(100_000).describe('What is asked'),
      system: z.string().max(20_000).optional().describe('How the model is to behave'),
      schema: z
        .record(z.string(), z.json())
        .optional()
        .describe(
          'JSON Schema of the answer: an object, every property required, additionalProperties false',
        ),
      max_tokens: z.number().int().min(1).max(16_000).default(1000).describe('How long the answer may be'),
      temperature: z
        .number()
        .min(0)
        .max(2)
        .optional()
        .describe("0 always the likeliest; the model's own when absent"),
    }),
    output: z.object({
      text: z.string().describe('What the model wrote'),
      json: z.json().describe('The same read as JSON when a schema was given, else null'),
      model: z.string().describe('Which model wrote it'),
    }),
    changes: true,
    async run(input, { signal }) {
      const answer = await ask(deps, {
        user: input.prompt,
        system: input.system,
        shape: input.schema && { name: 'answer', schema: input.schema },
        maxTokens: input.max_tokens,
        temperature: input.temperature,
        signal,
      });
      const json = input.schema === undefined ? null : jsonOf(answer.text);
      return { output: { text: storableText(answer.text), json: storable(json), model: answer.model } };
    },
  });
}
