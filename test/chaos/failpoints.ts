/**
 * Preloaded into the campaign's children (node --import): kills its own process just before a statement is sent, just
 * after it was sent, or when its answer is there. The product knows nothing of it. What was sent and what struck goes
 * to a journal, which is on its way to the file before the process dies.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { Failpoint } from './failpoint-plan.js';
import { COMMIT, readStatements } from './statements.js';

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

const journal = process.env['CHAOS_JOURNAL'];
const order = process.env['CHAOS_FAILPOINT'] ?? '';
const names = new Map(readStatements().map(({ name, text }) => [text, name]));
const seen = new Set<string>();
let failpoint = readOrder();
let met = 0;

process.on('SIGUSR2', () => {
  failpoint = readOrder();
  met = 0;
});
// From here on that signal is understood.
write({});

const client = pg.Client.prototype as unknown as { query: Query };
const query = client.query;

client.query = function queryWithFailpoints(...args) {
  const name = nameOf(args[0]);
  if (name === undefined) return query.apply(this, args);
  if (!seen.has(name)) {
    seen.add(name);
    write({ seen: name });
  }
  if (failpoint?.statement !== name || (met += 1) !== failpoint.nth) return query.apply(this, args);
  switch (failpoint.moment) {
    case 'before':
      die();
      return undefined;
    case 'sent':
      setImmediate(die);
      return query.apply(this, args);
    case 'after':
      return queryAndDie(this, args);
  }
};

function queryAndDie(connection: pg.Client, args: unknown[]): unknown {
  const callback = args.at(-1);
  if (typeof callback === 'function')
    return query.apply(connection, [
      ...args.slice(0, -1),
      (...answer: unknown[]) => {
        die();
        (callback as (...answer: unknown[]) => void)(...answer);
      },
    ]);
  const answer = query.apply(connection, args);
  return answer instanceof Promise ? answer.finally(die) : answer;
}

/** Where to die, if anywhere: the file may change while the process lives. */
function readOrder(): Failpoint | undefined {
  const text = existsSync(order) ? readFileSync(order, 'utf8') : '';
  return text === '' ? undefined : (JSON.parse(text) as Failpoint);
}

function nameOf(config: unknown): string | undefined {
  const text = typeof config === 'object' && config !== null && 'text' in config ? config.text : config;
  if (text === 'COMMIT') return COMMIT;
  return typeof text === 'string' ? names.get(text) : undefined;
}

function die(): void {
  if (failpoint === undefined) return;
  write({ struck: failpoint });
  process.kill(process.pid, 'SIGKILL');
}

function write(line: object): void {
  if (journal !== undefined) appendFileSync(journal, `${JSON.stringify(line)}\n`);
}
