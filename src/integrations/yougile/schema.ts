import { z } from 'zod';

export const YouGileTask = z.looseObject({
  id: z.string().min(1),
  title: z.string().nullish(),
  description: z.string().nullish(),
});
export type YouGileTask = z.infer<typeof YouGileTask>;

export const YouGileTaskList = z.looseObject({ content: z.array(YouGileTask) });
export type YouGileTaskList = z.infer<typeof YouGileTaskList>;

export const YouGileCreated = z.looseObject({ id: z.string().min(1) });
export type YouGileCreated = z.infer<typeof YouGileCreated>;

export const yougileColors = [
  ...['task-primary', 'task-gray', 'task-red', 'task-pink', 'task-yellow'],
  ...['task-green', 'task-turquoise', 'task-blue', 'task-violet'],
] as const;
