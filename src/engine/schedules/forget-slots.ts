import { loadStatement } from '../../platform/sql/index.js';
import type { Forgetting } from '../housekeeping/index.js';

/** Slots decided about long ago: nothing makes them again, since their tasks have moved on. */
export const forgetSlots: Forgetting = {
  what: 'slots',
  statement: loadStatement(import.meta.url, './sql/forget-slots.sql'),
  takesDays: true,
};
