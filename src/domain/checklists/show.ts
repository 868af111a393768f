import { z } from 'zod';

/** The job that shows a checklist's card as things are now: something changed it that was no press on it. */
export const SHOW_CHECKLIST = 'checklist.show';

export const ShowChecklist = z.object({
  checklistId: z.string(),
  notice: z.object({ key: z.string(), variables: z.record(z.string(), z.string()).optional() }).optional(),
});
export type ShowChecklist = z.infer<typeof ShowChecklist>;
