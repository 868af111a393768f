import { z } from 'zod';
import type { ApiAgent } from '../platform/prisma/index.js';
import { Time, toTime, toTimeOrNull } from './paging.js';
import { Scope } from './scopes.js';

const MAX_EXPIRY_DAYS = 3_650;

const ExpiryDays = z
  .number()
  .int()
  .min(1)
  .max(MAX_EXPIRY_DAYS)
  .optional()
  .describe('After so many days the token is refused; 365 when not given');

const Name = z.string().trim().min(1).max(100);
const Scopes = z.array(Scope).max(20).describe('What the agent may do; `admin` may do everything');
const WebhookUrl = z.url({ protocol: /^https?$/ }).max(500);
const RequestsPerMinute = z.number().int().min(1).max(60_000);

export const AgentId = z.object({ id: z.guid() });

export const NewAgent = z.strictObject({
  name: Name.describe('Unique among the agents'),
  scopes: Scopes.default([]),
  webhook_url: WebhookUrl.nullish(),
  requests_per_minute: RequestsPerMinute.optional().describe('600 when not given'),
  expires_in_days: ExpiryDays,
});

export const AgentChange = z.strictObject({
  name: Name.optional(),
  scopes: Scopes.optional(),
  webhook_url: WebhookUrl.nullish(),
  requests_per_minute: RequestsPerMinute.optional(),
});

export const TokenRequest = z.strictObject({ expires_in_days: ExpiryDays }).nullish();

export const TokenBody = z.object({
  token: z.string().describe('Shown here and never again'),
  token_type: z.literal('bearer'),
  token_expires_at: Time,
});

export const AgentBody = z
  .object({
    id: z.guid(),
    name: z.string(),
    scopes: z.array(z.string()),
    webhook_url: z.string().nullable(),
    requests_per_minute: z.int(),
    has_token: z.boolean(),
    token_expires_at: Time.nullable(),
    last_seen_at: Time.nullable().describe('To the minute'),
    created_at: Time,
    updated_at: Time,
  })
  .describe('An outside agent');
export type AgentBody = z.infer<typeof AgentBody>;

export function agentBodyOf(agent: ApiAgent): AgentBody {
  return {
    id: agent.id,
    name: agent.name,
    scopes: agent.scopes,
    webhook_url: agent.webhookUrl,
    requests_per_minute: agent.requestsPerMinute,
    has_token: agent.tokenHash !== null,
    token_expires_at: toTimeOrNull(agent.tokenExpiresAt),
    last_seen_at: toTimeOrNull(agent.lastSeenAt),
    created_at: toTime(agent.createdAt),
    updated_at: toTime(agent.updatedAt),
  };
}
