import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { SHOW_PICTURES } from './documentation-pictures.js';
import { ERROR_SCHEMA, REST_GUIDE, TAGS } from './documentation-text.js';

/** `/openapi.json` (OpenAPI 3.1) and `/docs`, the same to read and to try. Nothing of it comes from another host. */
export async function documentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Branchline', version: 'v1', description: REST_GUIDE },
      servers: [{ url: '/' }],
      tags: TAGS,
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token of `POST /v1/agents`' },
        },
      },
      security: [{ token: [] }],
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      return { schema: described(schema, input.route), url };
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: {
      docExpansion: 'list',
      persistAuthorization: false,
      displayRequestDuration: true,
      filter: true,
    },
    theme: {
      title: 'Branchline: REST API',
      js: [{ filename: 'show-pictures.js', content: SHOW_PICTURES }],
    },
    logo: { type: 'image/svg+xml', content: LOGO, href: '/docs', target: '_self' },
  });
}

const LOGO = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 190 40"><text y="28" font-family="sans-serif" font-size="26" fill="#fff">Branchline</text></svg>',
);

/** What all routes have in common is said once: the scopes, the errors, the key that makes repetition safe. */
function described(schema: FastifySchema, route: RouteOptions): FastifySchema {
  const scopes = route.config?.scopes;
  if (schema.hide === true || scopes === undefined) return schema;
  const isChange = route.method === 'POST' || route.method === 'PUT';
  const headers = {
    type: 'object',
    properties: {
      'Idempotency-Key': {
        type: 'string',
        maxLength: 255,
        description: 'The second request with the same key gets the answer of the first; kept for 24 hours',
      },
    },
  };
  const needs =
    scopes.length === 0 ? 'Any valid token.' : `Scope: ${scopes.map((one) => `\`${one}\``).join(' or ')}.`;
  return {
    ...schema,
    description: [schema.description, needs].filter((text) => text !== undefined).join('\n\n'),
    ...(isChange && { headers }),
    response: { ...(schema.response as object), '4xx': ERROR_SCHEMA },
  };
}
