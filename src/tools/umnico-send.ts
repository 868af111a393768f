import { z } from 'zod';
import { defineTool, type AnyTool } from '../engine/pipelines/index.js';
import type { UmnicoClient } from '../integrations/umnico/index.js';
import { IntegrationError } from '../kernel/errors.js';
import { configured } from './outside/configured.js';

export function umnicoSendTool(deps: { umnico: UmnicoClient | null }): AnyTool {
  return defineTool({
    name: 'umnico.send',
    description:
      'Sends a message to a client through Umnico, in the channel that they write by. A message that may have arrived is not sent again by itself.',
    input: z.strictObject({
      lead_id: z.number().int().positive().describe("Umnico's number of the client's lead"),
      text: z.string().min(1).max(4096).describe('The message'),
      source: z.string().min(1).optional().describe("The lead's source (realId); its dialogue when absent"),
      user_id: z
        .number()
        .int()
        .positive()
        .optional()
        .describe('The manager who sends it; the owner when absent'),
    }),
    output: z.object({
      custom_id: z.string().describe('Comes back in the webhook that tells of the message'),
      source: z.string().describe('The source it was sent to'),
      user_id: z.number().describe('The manager in whose name it was sent'),
    }),
    changes: true,
    async run(input, { idempotencyKey, signal }) {
      const umnico = configured(deps.umnico, 'Umnico', 'UMNICO_TOKEN');
      const message = {
        leadId: input.lead_id,
        text: input.text,
        source: input.source,
        userId: input.user_id,
        customId: idempotencyKey,
      };
      const sent = await umnico.send(message, signal).catch((error: unknown) => {
        throw asUncertain(error);
      });
      return { output: { custom_id: idempotencyKey, source: sent.source, user_id: sent.userId } };
    },
  });
}

/** A client who gets the same message twice is worse off than a person who has to look whether it went. */
function asUncertain(error: unknown): unknown {
  if (!(error instanceof IntegrationError) || error.reached !== 'unknown') return error;
  return new IntegrationError('umnico.uncertain', {
    retryable: false,
    reached: 'unknown',
    message: `${error.message}. The message may have been sent: look in Umnico before sending it again.`,
    cause: error,
  });
}
