import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { KeptFile } from '../kept-file.js';

/** What may be said of a task; everything else that is sent along is kept as it is. */
export const TaskFields = z.looseObject({
  title: z.string().min(1),
  columnId: z.string().optional(),
  description: z.string().optional(),
  completed: z.boolean().optional(),
  archived: z.boolean().optional(),
  deleted: z.boolean().optional(),
  assigned: z.array(z.string()).optional(),
  deadline: z
    .looseObject({ deadline: z.number(), startDate: z.number().optional(), withTime: z.boolean().optional() })
    .optional(),
});
export type TaskFields = z.infer<typeof TaskFields>;

const Task = TaskFields.extend({
  id: z.string(),
  /** Milliseconds: when it was made. */
  timestamp: z.number(),
  completed: z.boolean(),
  archived: z.boolean(),
  completedTimestamp: z.number().optional(),
  createdBy: z.string(),
});
export type BoardTask = z.infer<typeof Task>;

export interface Column {
  id: string;
  title: string;
}

/** What happened to a task, by YouGile's names of its events; `before` is absent of a new one. */
export interface TaskChange {
  event: 'created' | 'updated' | 'renamed' | 'moved' | 'deleted' | 'restored';
  task: BoardTask;
  before: BoardTask | undefined;
  /** YouGile's id of the person, or of whom the key belongs to. */
  by: string;
}

/** Takes a task off the board, wherever a column is named. */
const NO_COLUMN = '-';

/** One board, with a column for each branch. */
export class Board {
  readonly columns: readonly Column[];
  readonly #file: KeptFile<BoardTask[]>;
  readonly #now: () => Date;
  readonly #listeners = new Set<(change: TaskChange) => void>();
  /** Newest first, as YouGile lists them. */
  #tasks: readonly BoardTask[];

  constructor(options: { columns: readonly Column[]; path: string | undefined; now: () => Date }) {
    this.columns = options.columns;
    this.#file = new KeptFile(options.path, z.array(Task));
    this.#now = options.now;
    this.#tasks = this.#file.read() ?? [];
  }

  get tasks(): readonly BoardTask[] {
    return this.#tasks;
  }

  hasColumn(id: string): boolean {
    return id === NO_COLUMN || this.columns.some((column) => column.id === id);
  }

  add(fields: TaskFields, by: string): BoardTask {
    const made = {
      ...{ title: fields.title, id: randomUUID(), timestamp: this.#now().getTime(), createdBy: by },
      ...{ completed: false, archived: false },
    };
    const task = this.#changed(made, fields);
    this.#write([task, ...this.#tasks]);
    this.#tell([{ event: 'created', task, before: undefined, by }]);
    return task;
  }

  /** Undefined when there is no such task. What changes nothing is told to nobody. */
  change(id: string, fields: Partial<TaskFields>, by: string): BoardTask | undefined {
    const before = this.#tasks.find((one) => one.id === id);
    if (before === undefined) return undefined;
    const task = this.#changed(before, fields);
    if (isDeepStrictEqual(task, before)) return before;
    this.#write(this.#tasks.map((one) => (one === before ? task : one)));
    this.#tell(eventsOf(before, task).map((event) => ({ event, task, before, by })));
    return task;
  }

  onChange(listener: (change: TaskChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(task: BoardTask, fields: Partial<TaskFields>): BoardTask {
    const changed = { ...task, ...fields };
    if (changed.columnId === NO_COLUMN) delete changed.columnId;
    if (!changed.completed) delete changed.completedTimestamp;
    else if (!task.completed) changed.completedTimestamp = this.#now().getTime();
    return Task.parse(changed);
  }

  #write(tasks: readonly BoardTask[]): void {
    this.#tasks = tasks;
    this.#file.write([...tasks]);
  }

  #tell(changes: readonly TaskChange[]): void {
    for (const change of changes) for (const listener of this.#listeners) listener(change);
  }
}

/** One request may do several things, and each is told of by itself. */
function eventsOf(before: BoardTask, task: BoardTask): TaskChange['event'][] {
  const { title, columnId, deleted = false, ...others } = task;
  const { title: oldTitle, columnId: oldColumnId, deleted: wasDeleted = false, ...oldOthers } = before;
  return [
    ...(title === oldTitle ? [] : (['renamed'] as const)),
    ...(columnId === oldColumnId ? [] : (['moved'] as const)),
    ...(deleted === wasDeleted ? [] : ([deleted ? 'deleted' : 'restored'] as const)),
    ...(isDeepStrictEqual(others, oldOthers) ? [] : (['updated'] as const)),
  ];
}
