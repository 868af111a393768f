import { z } from 'zod';

/** What is relied on of a chat completion; servers that imitate OpenAI's leave out a good deal of the rest. */
export const ChatAnswer = z.looseObject({
  model: z.string().nullish(),
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .looseObject({
      prompt_tokens: z.number().int().nonnegative(),
      completion_tokens: z.number().int().nonnegative(),
    })
    .nullish(),
});
export type ChatAnswer = z.infer<typeof ChatAnswer>;
