import { z } from 'zod';

export type Json = z.core.util.JSONType;

/** Anything but nothing: what comes in a body is JSON, so only its being there is checked. */
export const Json = z.unknown().refine((value) => value !== undefined, 'is missing') as unknown as z.ZodType<
  Json,
  Json
>;
