/** A query with lists of changing length has as many texts; those beyond this many are planned anew each time. */
const MOST = 500;

/**
 * Names for the texts of queries, so that PostgreSQL parses and plans each of them once a connection instead of every
 * time. That is most of what a short query costs it.
 */
export function createStatementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // Without a name.
    if (names.size === MOST) return '';
    const name = `prisma-${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
