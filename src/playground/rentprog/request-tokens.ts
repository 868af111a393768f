import { randomBytes } from 'node:crypto';

/** How long a request token lives (integrations.md §1.1). */
const TOKEN_LIFE_MS = 240_000;

interface Grant {
  companyId: number;
  expiresAt: number;
}

/** The short-lived request tokens that a company token is exchanged for. */
export class RequestTokens {
  private readonly grants = new Map<string, Grant>();

  constructor(private readonly now: () => Date) {}

  issue(companyId: number): { token: string; exp: string } {
    const now = this.now().getTime();
    for (const [token, grant] of this.grants) if (grant.expiresAt <= now) this.grants.delete(token);
    const token = ['eyJhbGciOiJIUzI1NiJ9', randomBytes(18).toString('base64url'), 'playground'].join('.');
    const expiresAt = now + TOKEN_LIFE_MS;
    this.grants.set(token, { companyId, expiresAt });
    return { token, exp: new Date(expiresAt).toISOString().replace('Z', '+00:00') };
  }

  /** The company that an `Authorization` header speaks for, with or without `Bearer`; undefined when it is not alive. */
  companyOf(header: string | undefined): number | undefined {
    const grant = this.grants.get((header ?? '').replace(/^Bearer\s+/i, ''));
    return grant !== undefined && grant.expiresAt > this.now().getTime() ? grant.companyId : undefined;
  }
}
