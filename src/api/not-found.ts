import type { FastifyInstance } from 'fastify';
import { ApiFault } from './fault.js';

/** Tells an address that does not exist (404) from a method that it does not take (405, with `Allow`). */
export function refuseUnknown(app: FastifyInstance): void {
  const routes: { pattern: RegExp; methods: string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    // `:id` is any part; what else stands in an address of ours means itself, but for the dot.
    const pattern = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:[^/\\]+/g, '[^/]+')}$`);
    routes.push({ pattern, methods: [method].flat() });
  });
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?')[0] ?? '';
    const allowed = routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    if (allowed.length === 0)
      throw new ApiFault(404, 'not_found', `there is no ${request.method} ${path}; see /docs`);
    const allow = [...new Set(allowed)].sort().join(', ');
    throw new ApiFault(405, 'method_not_allowed', `${path} takes ${allow}`, { headers: { allow } });
  });
}
