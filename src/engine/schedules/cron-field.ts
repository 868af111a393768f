import { scheduleFault } from './schedule-fault.js';

export interface CronField {
  name: string;
  min: number;
  max: number;
  names?: readonly string[];
}

/** Splits a field into its list and reads each entry: a value, a range, a step, `*`. */
export function readValues(text: string, field: CronField): number[] {
  const values = new Set(text.split(',').flatMap((entry) => readEntry(entry, field)));
  return [...values].sort((a, b) => a - b);
}

/** Whether the field leaves everything open. */
export function isOpen(text: string): boolean {
  return text === '*' || text === '?';
}

function readEntry(entry: string, field: CronField): number[] {
  const [range = '', step, ...more] = entry.split('/');
  if (range === '' || more.length > 0) throw unreadable(entry, field);
  const width = step === undefined ? 1 : readStep(step, field);
  const [from, to] = readRange(range, field, step !== undefined);
  const values: number[] = [];
  for (let value = from; value <= to; value += width) values.push(value);
  return values;
}

function readRange(range: string, field: CronField, stepped: boolean): [number, number] {
  // The 7 of weekdays is the Sunday that `*` has already.
  if (isOpen(range)) return [field.min, field.name === 'weekday' ? 6 : field.max];
  const [first = '', last, ...more] = range.split('-');
  if (more.length > 0) throw unreadable(range, field);
  const from = readValue(first, field);
  if (last === undefined) return [from, stepped ? field.max : from];
  let to = readValue(last, field);
  if (field.name === 'weekday' && to === 0 && from > 0) to = 7;
  if (to < from)
    throw scheduleFault(
      'schedule_expr',
      `the ${field.name} range ${range} runs backwards: write it as two ranges, separated by a comma`,
    );
  return [from, to];
}

/** One value of a field by number or name; throws a fault that names it when it is out of range. */
export function readValue(text: string, field: CronField): number {
  const named = field.names?.indexOf(text) ?? -1;
  if (named >= 0) return named + field.min;
  if (!/^\d+$/.test(text)) throw unreadable(text, field);
  const value = Number(text);
  if (value < field.min || value > field.max)
    throw scheduleFault('schedule_expr', `${field.name} ${text} is out of range ${field.min}..${field.max}`);
  return value;
}

function readStep(text: string, field: CronField): number {
  const step = /^\d+$/.test(text) ? Number(text) : 0;
  if (step < 1)
    throw scheduleFault('schedule_expr', `the ${field.name} step /${text} is not a whole number above 0`);
  return step;
}

function unreadable(text: string, field: CronField): Error {
  const names = field.names ? ` or a name such as ${field.names[0] ?? ''}` : '';
  return scheduleFault(
    'schedule_expr',
    `"${text}" is not a ${field.name}: expected a number ${field.min}..${field.max}${names}, a range, a step or a list`,
  );
}
