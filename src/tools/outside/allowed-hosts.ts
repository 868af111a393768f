import { BranchlineError } from '../../kernel/errors.js';

/**
 * Whether requests may go to the place of a URL. A rule is a host, `*.host` for those below it, or either with a port;
 * without one only the scheme's usual port is allowed.
 */
function isAllowedPlace(url: URL, rules: readonly string[]): boolean {
  return rules.some((rule) => {
    const [, host = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(rule.toLowerCase()) ?? [];
    if (url.port !== port) return false;
    return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
  });
}

/** @throws `http.forbidden` when no request may go there */
export function requireAllowed(url: URL, rules: readonly string[]): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw forbidden(`${url.protocol} is no web address`);
  if (url.username !== '' || url.password !== '')
    throw forbidden('an address must not hold a name and password');
  if (!isAllowedPlace(url, rules))
    throw forbidden(`${url.host} is not on the list of hosts that may be asked (HTTP_ALLOW_HOSTS)`);
}

export function forbidden(message: string): BranchlineError {
  return new BranchlineError('http.forbidden', { retryable: false, message: `Not asked: ${message}.` });
}
