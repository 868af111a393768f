import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { askFor, MATTER_ONLY, type LlmDeps } from './llm/question.js';

const ClassName = z.string().min(1).max(100);

export function llmClassifyTool(deps: LlmDeps): AnyTool {
  return defineTool({
    name: 'llm.classify',
    description:
      'Lets the language model say which of the given classes a text is of; it can answer no other.',
    input: z.strictObject({
      text: z.string().min(1).max(50_000).describe('The text'),
      classes: z
        .array(
          z.union([
            ClassName,
            z.strictObject({
              name: ClassName.describe('The class'),
              description: z.string().max(1000).describe('What belongs to it'),
            }),
          ]),
        )
        .min(2)
        .max(50)
        .describe('The classes: names, or names with what belongs to them'),
      instructions: z.string().max(5000).optional().describe('What matters when classifying'),
    }),
    output: z.object({
      class: z.string().describe('One of the classes'),
      confidence: z.number().describe('How sure the model says it is, from 0 to 1'),
      reason: z.string().describe('Why, in a sentence'),
    }),
    changes: true,
    async run(input, { signal }) {
      const classes = input.classes.map((one) =>
        typeof one === 'string' ? { name: one, description: '' } : one,
      );
      const list = classes.map(
        ({ name, description }) => `- ${name}${description === '' ? '' : `: ${description}`}`,
      );
      const classification = await askFor(
        deps,
        {
          system: [
            'Say which class the text is of.',
            MATTER_ONLY,
            input.instructions ?? '',
            'Classes:',
            ...list,
          ]
            .filter((line) => line !== '')
            .join('\n'),
          user: input.text,
          maxTokens: 300,
          signal,
        },
        {
          name: 'classification',
          answer: z.strictObject({
            reason: z.string(),
            class: z.enum(classes.map(({ name }) => name)),
            confidence: z.number().min(0).max(1),
          }),
        },
      );
      return { output: classification };
    },
  });
}
