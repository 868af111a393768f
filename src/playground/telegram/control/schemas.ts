import { z } from 'zod';
import { FaultRule } from '../bot-api/index.js';

/** Bodies are strict: a field that is misspelt would be a fault that never strikes. */

const id = z.number().int();
const count = z.number().int().nonnegative();

export const FaultsBody = z.strictObject({ rules: z.array(FaultRule).min(1) });
export const FaultAddress = z.object({ id: z.coerce.number().int() });
export const ChatBody = z.strictObject({ chatId: id });
export const TopicBody = z.strictObject({ chatId: id, threadId: id });
export const UpdatesBody = z.strictObject({ twice: count.optional(), swap: count.optional() });
export const TranscriptQuery = z.object({ since: z.coerce.number().int().optional() });
