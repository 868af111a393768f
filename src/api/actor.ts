import { equalInConstantTime } from '../kernel/constant-time.js';
import { sha256 } from '../kernel/ids.js';
import { loadStatement, type Sql } from '../platform/sql/index.js';
import { ApiFault } from './fault.js';
import { createSeal, type Seal } from './seal.js';
import { isAllowed, type Scope } from './scopes.js';

const authenticateSql = loadStatement(import.meta.url, './sql/authenticate.sql');

/** Whoever comes with API_TOKEN: it is no row, but what it makes needs an owner. */
const BOOTSTRAP_ID = '00000000-0000-0000-0000-000000000001';
const BOOTSTRAP_REQUESTS_PER_MINUTE = 6_000;

/** Whose token a request carries. */
export interface Actor {
  id: string;
  name: string;
  isBootstrap: boolean;
  scopes: ReadonlySet<string>;
  requestsPerMinute: number;
  /** Closes and opens what only the holder of this token may read. */
  seal: Seal;
}

/** The actor as runs, tasks and approvals name it. */
export function nameOfActor(actor: Actor): `agent:${string}` {
  return `agent:${actor.id}`;
}

interface AgentRow {
  id: string;
  name: string;
  scopes: string[];
  requestsPerMinute: number;
  tokenHash: string;
  isExpired: boolean;
}

/** Answers who comes with an `Authorization` header; throws 401 for who comes with none, or one that is not valid. */
export function createAuthentication(deps: {
  sql: Sql;
  bootstrapToken: string | undefined;
}): (authorization: string | undefined) => Promise<Actor> {
  const { sql, bootstrapToken } = deps;
  return async (authorization) => {
    const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthorised('send a token in the header "Authorization: Bearer <token>"');
    const seal = createSeal(token);
    if (bootstrapToken !== undefined && equalInConstantTime(token, bootstrapToken))
      return {
        ...{ id: BOOTSTRAP_ID, name: 'API_TOKEN', isBootstrap: true, seal },
        scopes: new Set<Scope>(['admin']),
        requestsPerMinute: BOOTSTRAP_REQUESTS_PER_MINUTE,
      };
    const hash = sha256(token);
    const [row] = await sql.rows<AgentRow>(authenticateSql, [hash]);
    if (row === undefined || !equalInConstantTime(row.tokenHash, hash))
      throw unauthorised('this token is not known, or was revoked', 'invalid_token');
    if (row.isExpired)
      throw unauthorised('this token has expired; ask an administrator for a new one', 'invalid_token');
    return {
      ...{ id: row.id, name: row.name, isBootstrap: false, seal },
      scopes: new Set(row.scopes),
      requestsPerMinute: row.requestsPerMinute,
    };
  };
}

/** Throws 403 naming the scope that is missing. */
export function authorise(actor: Actor, needed: readonly Scope[]): void {
  if (isAllowed(actor.scopes, needed)) return;
  const scope = needed.join(' ');
  throw new ApiFault(403, 'forbidden', `this needs the scope ${needed.join(' or ')}`, {
    details: { missing_scope: needed[0], any_of: needed },
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  });
}

function unauthorised(message: string, error?: string): ApiFault {
  const challenge = `Bearer realm="branchline"${error === undefined ? '' : `, error="${error}"`}`;
  return new ApiFault(401, 'unauthorised', message, { headers: { 'www-authenticate': challenge } });
}
