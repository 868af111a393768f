import { z } from 'zod';

export const amoCrmEntities = ['leads', 'contacts', 'companies', 'customers'] as const;

export const AmoCrmTask = z.looseObject({ id: z.number().int(), text: z.string().nullish() });
export type AmoCrmTask = z.infer<typeof AmoCrmTask>;

export const AmoCrmTaskList = z.looseObject({
  _embedded: z.looseObject({ tasks: z.array(AmoCrmTask) }),
});
export type AmoCrmTaskList = z.infer<typeof AmoCrmTaskList>;

/** Why a request was refused: `title` and `detail` of the whole, and a list of faults for each record. */
export const AmoCrmRefusal = z.looseObject({
  title: z.string().nullish(),
  detail: z.string().nullish(),
  'validation-errors': z
    .array(
      z.looseObject({
        errors: z.array(z.looseObject({ path: z.string().nullish(), detail: z.string().nullish() })),
      }),
    )
    .nullish(),
});
export type AmoCrmRefusal = z.infer<typeof AmoCrmRefusal>;
