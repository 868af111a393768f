import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import { askFor, MATTER_ONLY, type LlmDeps } from './llm/question.js';

const LanguageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

/** Georgian takes most tokens of the three: about one a character. */
const tokensFor = (text: string): number => Math.min(16_000, 300 + 2 * text.length);

export function llmTranslateTool(deps: LlmDeps): AnyTool {
  return defineTool({
    name: 'llm.translate',
    description:
      'Lets the language model translate a text. Names, plates, numbers and times stay as they are.',
    input: z.strictObject({
      text: z.string().min(1).max(20_000).describe('The text'),
      to: LanguageTag.describe('Language to translate into, such as ru, en, ka'),
      from: LanguageTag.optional().describe('Language of the text; found out when absent'),
    }),
    output: z.object({
      text: z.string().describe('The translation'),
      from: z.string().describe('Language of the text, such as ka'),
    }),
    changes: true,
    async run({ text, to, from }, { signal }) {
      const translation = await askFor(
        deps,
        {
          system: [
            `Translate the text ${from === undefined ? '' : `from ${from} `}into the language ${to} (BCP 47) as a native would say it.`,
            'Names, licence plates, numbers, dates and times stay as they are. Add nothing and leave nothing out.',
            'Answer also the language (BCP 47) of the text.',
            MATTER_ONLY,
          ].join('\n'),
          user: text,
          maxTokens: tokensFor(text),
          signal,
        },
        { name: 'translation', answer: z.strictObject({ from: z.string(), text: z.string() }) },
      );
      return { output: { text: translation.text, from: from ?? translation.from } };
    },
  });
}
