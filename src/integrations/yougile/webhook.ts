import { z } from 'zod';
import { optional } from '../optional.js';
import { plainText } from './plain-text.js';

const id = z.string().min(1);
const text = optional(z.string());
const flag = optional(z.boolean());

/** The fields of a task that are read; all others are YouGile's own. */
const Task = z.looseObject({
  id,
  title: text,
  description: text,
  columnId: text,
  completed: flag,
  archived: flag,
  deleted: flag,
  assigned: optional(z.array(z.string())),
  /** Milliseconds. */
  deadline: optional(z.looseObject({ deadline: optional(z.number()) })),
});
const Before = z.looseObject({ completed: flag });
/** The chat of a task has the task's id. */
const ChatMessage = z.looseObject({ chatId: id, text });

const Envelope = z.looseObject({
  event: z.string(),
  payload: z.unknown().optional(),
  prevData: z.unknown().optional(),
  fromUserId: text,
});

const taskForm = /^task-(created|updated|renamed|moved|deleted|restored)$/;
/** Objects of YouGile of which people here know nothing. */
const others = /^(project|board|column|department|sticker|group_chat|chat_message|user)-[a-z]+$/;

export interface YouGileTaskPayload {
  task_id: string;
  change: 'created' | 'updated' | 'renamed' | 'moved' | 'deleted' | 'restored' | 'commented';
  title?: string | undefined;
  /** As it reads: there it is HTML. */
  description?: string | undefined;
  column_id?: string | undefined;
  completed?: boolean | undefined;
  was_completed?: boolean | undefined;
  archived?: boolean | undefined;
  deleted?: boolean | undefined;
  assigned?: string[] | undefined;
  /** ISO time. */
  deadline?: string | undefined;
  comment?: string | undefined;
  user_id?: string | undefined;
}

export type YouGileDelivery =
  { ok: true; payload: YouGileTaskPayload } | { ok: false; reason: string } | { ok: 'ignored'; what: string };

/** Turns what YouGile posted into the payload of `yougile.task.updated` (product.md §5). Nothing is guessed. */
export function readYouGileWebhook(body: unknown): YouGileDelivery {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return refused('the body is no {"event","payload"} object');
  const { event, payload, prevData, fromUserId: user_id } = envelope.data;
  const change = taskForm.exec(event)?.[1] as YouGileTaskPayload['change'] | undefined;
  if (change !== undefined) {
    const task = Task.safeParse(payload);
    if (!task.success) return refused(`payload of ${event}: ${faultsOf(task.error)}`);
    const was_completed = Before.safeParse(prevData).data?.completed;
    return { ok: true, payload: { ...factsOf(task.data), change, was_completed, user_id } };
  }
  if (event === 'chat_message-created') {
    const message = ChatMessage.safeParse(payload);
    if (!message.success) return refused(`payload of ${event}: ${faultsOf(message.error)}`);
    const { chatId: task_id, text: comment = '' } = message.data;
    if (comment.trim() === '') return { ok: 'ignored', what: `${event} without a text` };
    return { ok: true, payload: { task_id, change: 'commented', comment, user_id } };
  }
  if (others.test(event)) return { ok: 'ignored', what: event };
  return refused(`unknown event ${JSON.stringify(event.slice(0, 80))}`);
}

function factsOf(task: z.infer<typeof Task>): Omit<YouGileTaskPayload, 'change'> {
  const { title, description, completed, archived, deleted, assigned, deadline } = task;
  return {
    ...{ task_id: task.id, column_id: task.columnId, title, completed, archived, deleted, assigned },
    description: description === undefined ? undefined : plainText(description),
    deadline: deadline?.deadline === undefined ? undefined : timeOf(deadline.deadline),
  };
}

/** Undefined for a number that is no moment. */
function timeOf(ms: number): string | undefined {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function refused(reason: string): YouGileDelivery {
  return { ok: false, reason };
}

function faultsOf(error: z.ZodError): string {
  return z.prettifyError(error).replaceAll('\n', ' ');
}
