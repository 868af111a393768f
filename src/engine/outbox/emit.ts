import { loadStatement, type Sql } from '../../platform/sql/index.js';
import type { NewEffect } from './effect.js';

const emitSql = loadStatement(import.meta.url, './sql/emit.sql');

/** Stores effects, in the order given; answers how many were new. */
export async function emitEffects(sql: Sql, effects: readonly NewEffect[]): Promise<number> {
  if (effects.length === 0) return 0;
  const rows = effects.map((effect) => ({ ...effect, priority: effect.priority ?? 5 }));
  return (await sql.rows(emitSql, [JSON.stringify(rows)])).length;
}
