import type { Forgetting } from '../../engine/housekeeping/index.js';
import { loadStatement } from '../../platform/sql/index.js';

/** Updates are kept as long as history is. */
export const forgetUpdates: Forgetting = {
  what: 'telegram updates',
  statement: loadStatement(import.meta.url, './sql/forget-updates.sql'),
  takesDays: true,
};
