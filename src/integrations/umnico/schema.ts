import { z } from 'zod';

const id = z.union([z.string().min(1), z.number()]).transform(String);

/** A way by which a client of a lead writes: a dialogue or comments of one channel. */
export const UmnicoSource = z.looseObject({
  id: id.nullish(),
  /** What a message names its source by; `id` stands in where it is absent. */
  realId: id.nullish(),
  saId: z.number().nullish(),
  type: z.string().nullish(),
});
export type UmnicoSource = z.infer<typeof UmnicoSource>;

export const UmnicoManager = z.looseObject({ id: z.number().int(), role: z.string().nullish() });
export type UmnicoManager = z.infer<typeof UmnicoManager>;
