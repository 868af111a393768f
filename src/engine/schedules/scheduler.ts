import { schedule as everySecond, type ScheduledTask } from 'node-cron';
import { newCorrelationId } from '../../kernel/ids.js';
import type { Logger } from '../../platform/log/index.js';
import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { Wakeups } from '../wakeups/index.js';
import { expressionOf } from './check-task.js';
import type { ScheduleMetrics } from './metrics.js';
import { createParsedSchedules } from './parsed-schedules.js';
import { decideSlots, type Decision, type Slot, type SlotRules } from './slots.js';

const dueTasksSql = loadStatement(import.meta.url, './sql/due-tasks.sql');
const makeSlotsSql = loadStatement(import.meta.url, './sql/make-slots.sql');

/** Tasks that are read together, and slots that are made in one statement (by one task more). */
const TASKS = 200;
const SLOTS = 2_000;
/** node-cron's ticks are the process's, slots the database's: what comes before the next tick is looked at in time. */
const AHEAD_MS = 1_000;
/** A task whose schedule cannot be worked out keeps nobody busy. */
const POSTPONE_MS = 300_000;
const BEGINNING = { nextSlotAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' } as const;

interface DueTask extends SlotRules {
  scheduleKind: string;
  scheduleExpr: string;
  anchor: string;
  nextSlotAt: Date;
  /** When it was read, by the database's clock. */
  now: Date;
}

export interface Round {
  /** Slots for which a job was made. */
  made: number;
  /** There was too much for one round. */
  isMore: boolean;
  /** When the next slot comes, if that is soon. */
  nextInMs: number | null;
}

interface MadeSlot {
  taskId: string;
  slotAt: Date;
  cause: Slot['cause'];
  lagSeconds: number;
}

/**
 * Turns the time into slots, and slots into jobs. Any number of them work side by side, in any number of processes: what
 * a slot's job depends on is one row of `task_slots` that only one of them can insert, in the statement that makes the
 * job and moves the task on. One that dies at any point leaves all of that or nothing.
 */
export class Scheduler {
  readonly #deps: { sql: Sql; wakeups: Wakeups; log: Logger; metrics: ScheduleMetrics };
  readonly #parsed = createParsedSchedules();
  #ticks: ScheduledTask | undefined;
  #soon: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isStopping = false;

  constructor(deps: { sql: Sql; wakeups: Wakeups; log: Logger; metrics: ScheduleMetrics }) {
    this.#deps = deps;
  }

  /** Looks at once, for what was missed, and from then on every second. */
  start(): void {
    this.#ticks = everySecond('* * * * * *', () => this.#look(), { suppressMissedWarning: true });
    this.#look();
  }

  /** Ends after the round that is under way. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#soon);
    await this.#ticks?.destroy();
    await this.#looking;
  }

  /** Makes the slots that are due. `at`: the time, where it is not the database's. */
  async round(at?: Date): Promise<Round> {
    const round: Round = { made: 0, isMore: false, nextInMs: null };
    let behind: { nextSlotAt: Date | string; id: string } = BEGINNING;
    for (;;) {
      const tasks: DueTask[] = await this.#deps.sql.rows<DueTask>(dueTasksSql, [
        at ?? null,
        AHEAD_MS,
        behind.nextSlotAt,
        behind.id,
        TASKS,
      ]);
      const due = tasks.filter((task) => task.nextSlotAt <= task.now);
      await this.#settle(due, round, at);
      const [coming] = tasks.slice(due.length);
      if (coming !== undefined) round.nextInMs = coming.nextSlotAt.getTime() - coming.now.getTime();
      const last = tasks.at(-1);
      if (last === undefined || tasks.length < TASKS || coming !== undefined) return round;
      behind = last;
    }
  }

  #look(): void {
    // What comes up meanwhile is seen at the next tick.
    if (this.#looking !== undefined || this.#isStopping) return;
    clearTimeout(this.#soon);
    this.#looking = this.#work().finally(() => {
      this.#looking = undefined;
    });
  }

  async #work(): Promise<void> {
    try {
      let round: Round;
      do round = await this.round();
      while (round.isMore && round.made > 0 && !this.#isStopping);
      if (round.nextInMs === null || this.#isStopping) return;
      this.#soon = setTimeout(() => {
        this.#look();
      }, round.nextInMs).unref();
    } catch (error) {
      this.#deps.log.error({ err: error }, 'slots cannot be made now; it is tried again every second');
    }
  }

  async #settle(due: readonly DueTask[], round: Round, at: Date | undefined): Promise<void> {
    let settled: ReturnType<typeof rowOf>[] = [];
    let slots = 0;
    for (const task of due) {
      const decision = this.#decide(task);
      round.isMore ||= decision.settledUntil < task.now && decision.slots.length > 0;
      settled.push(rowOf(task, decision));
      slots += decision.slots.length;
      if (slots < SLOTS) continue;
      round.made += await this.#make(settled, at);
      settled = [];
      slots = 0;
    }
    if (settled.length > 0) round.made += await this.#make(settled, at);
  }

  #decide(task: DueTask): Decision {
    try {
      return decideSlots(task, this.#parsed(expressionOf(task)), task.now);
    } catch (error) {
      this.#deps.log.error({ err: error, taskId: task.id }, 'the schedule of a task cannot be worked out');
      const nextSlotAt = new Date(task.now.getTime() + POSTPONE_MS);
      return { slots: [], settledUntil: task.settledUntil, nextSlotAt };
    }
  }

  async #make(settled: readonly object[], at: Date | undefined): Promise<number> {
    const made = await this.#deps.sql.rows<MadeSlot>(makeSlotsSql, [JSON.stringify(settled), at ?? null]);
    for (const slot of made) {
      this.#deps.metrics.slots.inc({ cause: slot.cause });
      if (slot.cause === 'schedule') this.#deps.metrics.lag.observe(slot.lagSeconds);
    }
    const jobs = made.filter(({ cause }) => cause === 'schedule' || cause === 'catch_up').length;
    if (jobs > 0) this.#deps.wakeups.wake('jobs');
    return jobs;
  }
}

function rowOf(task: DueTask, { slots, settledUntil, nextSlotAt }: Decision) {
  return {
    taskId: task.id,
    seenSettledUntil: task.settledUntil,
    seenNextSlotAt: task.nextSlotAt,
    settledUntil,
    nextSlotAt,
    ended: nextSlotAt === null,
    slots: slots.map((slot) => ({
      ...slot,
      slotAt: slot.at.toISOString(),
      correlationId: newCorrelationId(),
    })),
  };
}
