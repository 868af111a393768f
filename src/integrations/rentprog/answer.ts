import type { z } from 'zod';
import { IntegrationError } from '../../kernel/errors.js';

/**
 * The records of an answer, of whichever shape: a bare array or object, `{"data": ...}`, or JSON:API's
 * `{"data":[{"id","attributes":{...}}]}`. Nothing at all (null) is no records.
 */
export function recordsOf(answer: unknown): unknown[] {
  const content = isObject(answer) && 'data' in answer ? answer.data : answer;
  if (content === null || content === undefined) return [];
  return (Array.isArray(content) ? content : [content]).map(flatten);
}

/** Reads every record by `schema`; a record of another shape is an error that names the path, never its content. */
export function readRecords<T>(path: string, schema: z.ZodType<T>, records: readonly unknown[]): T[] {
  return records.map((record, at) => {
    const read = schema.safeParse(record);
    if (read.success) return read.data;
    const faults = read.error.issues.map((issue) => issue.path.join('.') || 'the record').slice(0, 5);
    throw badAnswer(path, `record ${String(at)} has another shape: ${faults.join(', ')}`);
  });
}

export function badAnswer(path: string, fault: string, retryable = false): IntegrationError {
  return new IntegrationError('rentprog.bad_answer', {
    retryable,
    message: `RentProg ${path}: ${fault}`,
    details: { path },
  });
}

function flatten(record: unknown): unknown {
  if (!isObject(record) || !isObject(record.attributes)) return record;
  const { attributes, ...rest } = record;
  return { ...rest, ...(attributes as object) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
