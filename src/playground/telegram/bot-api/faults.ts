import type { ErrorParameters } from '../errors.js';
import { seededChance } from './chance.js';
import { fits, type FaultKind, type FaultRule } from './fault-rule.js';

/** A trouble as people at the seat make it. */
export interface Fault {
  /** A method's name, or '*' (the default) for any but getUpdates. */
  method?: string | undefined;
  /** Only calls with this chat_id. */
  chat?: number | undefined;
  /** How many calls it strikes. */
  times: number;
  /** Answered instead of running the method. */
  error?: { error_code: number; description: string; parameters?: ErrorParameters | undefined } | undefined;
  /** Waits before anything else. */
  delay_ms?: number | undefined;
  /** Closes the connection without an answer: before the call took effect, or after. */
  drop?: 'before' | 'after' | undefined;
}

/** A rule with its number and how often it has struck. */
export type PlannedFault = FaultRule & { id: number; struck: number };

interface Planned {
  id: number;
  rule: FaultRule;
  struck: number;
  chance: () => number;
}

/** The rules of what goes wrong. The first one that strikes a call is the only one. */
export class Faults {
  private planned: Planned[] = [];
  private lastId = 0;
  private struck = noneStruck();

  /** The number of the rule. */
  add(rule: FaultRule): number {
    this.lastId += 1;
    const id = this.lastId;
    this.planned.push({ id, rule, struck: 0, chance: seededChance(rule.seed ?? id) });
    return id;
  }

  /** Whether there was such a rule. */
  remove(id: number): boolean {
    const before = this.planned.length;
    this.planned = this.planned.filter((planned) => planned.id !== id);
    return this.planned.length < before;
  }

  clear(): void {
    this.planned = [];
  }

  /** Those that may still strike. */
  list(): PlannedFault[] {
    return this.planned.map(({ id, rule, struck }) => ({ ...rule, id, struck }));
  }

  /** How many calls each kind has struck. */
  get counts(): Readonly<Record<FaultKind, number>> {
    return this.struck;
  }

  forgetCounts(): void {
    this.struck = noneStruck();
  }

  /** The rule that strikes this call, which uses up one of its times. */
  strike(method: string, chat: unknown): FaultRule | undefined {
    const planned = this.planned.find(
      ({ rule, chance }) => fits(rule, method, chat) && chance() < (rule.probability ?? 1),
    );
    if (planned === undefined) return undefined;
    planned.struck += 1;
    this.struck[planned.rule.fault] += 1;
    if (planned.struck === planned.rule.times) this.remove(planned.id);
    return planned.rule;
  }
}

/** The rule that does what a fault of the seat says. */
export function ruleOf({ method, chat, times, error, delay_ms: delayMs, drop }: Fault): FaultRule {
  const strikes = { method, chatId: chat, times };
  if (drop === 'before') return { ...strikes, fault: 'drop_before', delayMs };
  if (error !== undefined) {
    const { error_code: code, description, parameters } = error;
    return { ...strikes, fault: 'status', code, description, parameters, delayMs };
  }
  if (drop === 'after') return { ...strikes, fault: 'drop_after', delayMs };
  return { ...strikes, fault: 'hang', ms: delayMs ?? 0 };
}

function noneStruck(): Record<FaultKind, number> {
  return { status: 0, hang: 0, drop_before: 0, drop_after: 0 };
}
