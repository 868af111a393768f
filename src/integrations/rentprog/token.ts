import { IntegrationError } from '../../kernel/errors.js';
import { badAnswer, readRecords } from './answer.js';
import { getJson, type RequestDeps } from './request.js';
import { RentProgToken } from './schema.js';

/**
 * How long a request token is used. RentProg's live for 240 s; the `exp` of the answer is not used, since it is a
 * time of the other side's clock: minutes of skew would mean a new token for every request.
 */
const lifetimeMs = 240_000;
const earlyMs = 10_000;
const path = '/get_token';

export interface RequestTokens {
  /** The token in use, or a new one; any number of callers wait for the same new one. */
  current(): Promise<string>;
  /** Forgets `token` when it is still the one in use, so that many refusals of it cost one new token. */
  drop(token: string): void;
}

/** Trades the company's key for request tokens. */
export function createRequestTokens(deps: RequestDeps, companyToken: string): RequestTokens {
  let held: { token: string; usableUntil: number } | null = null;
  let coming: Promise<string> | null = null;

  async function fetchToken(): Promise<string> {
    const askedAt = deps.clock.now().getTime();
    const token = await askForToken(deps, companyToken);
    held = { token, usableUntil: askedAt + lifetimeMs - earlyMs };
    return token;
  }

  return {
    current() {
      if (held && deps.clock.now().getTime() < held.usableUntil) return Promise.resolve(held.token);
      coming ??= fetchToken().finally(() => {
        coming = null;
      });
      return coming;
    },
    drop(token) {
      if (held?.token === token) held = null;
    },
  };
}

async function askForToken(deps: RequestDeps, companyToken: string): Promise<string> {
  try {
    const answer = await getJson(deps, {
      path,
      query: { company_token: companyToken },
      secrets: [companyToken],
    });
    const [token] = readRecords(path, RentProgToken, [answer]);
    if (token === undefined) throw badAnswer(path, 'no token');
    return token.token;
  } catch (error) {
    // A route that is not there must never read as a booking that is not there.
    if (error instanceof IntegrationError && error.code === 'rentprog.not_found')
      throw badAnswer(path, 'status 404');
    throw error;
  }
}
