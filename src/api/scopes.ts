import { z } from 'zod';

export const Scope = z.enum([
  'tasks:create',
  'tasks:read',
  'tasks:update',
  'tasks:delete',
  'runs:read',
  'events:publish',
  'admin',
]);
export type Scope = z.infer<typeof Scope>;

/** Whether one of `needed` is among `has`, or none is needed; `admin` may do everything. */
export function isAllowed(has: ReadonlySet<string>, needed: readonly Scope[]): boolean {
  return needed.length === 0 || has.has('admin') || needed.some((scope) => has.has(scope));
}
