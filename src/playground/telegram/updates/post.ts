import type { Update } from 'grammy/types';
import type { Webhook } from '../state/index.js';

const MAX_RETRY_AFTER_S = 3600;
const ANSWER_TIMEOUT_MS = 60_000;

export type Posted =
  | { taken: true; method?: { name: string; parameters: Record<string, unknown> } | undefined }
  | { taken: false; reason: string; retryAfterS?: number | undefined };

/** Brings one update to the webhook, once. */
export async function postUpdate(webhook: Webhook, update: Update, signal: AbortSignal): Promise<Posted> {
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secret_token === undefined
          ? {}
          : { 'x-telegram-bot-api-secret-token': webhook.secret_token }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    const body = await response.text();
    if (response.ok) return { taken: true, method: methodIn(body) };
    const reason = `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    return { taken: false, reason, retryAfterS: retryAfter(response) };
  } catch (error) {
    return { taken: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The method that a webhook put into its answer. */
function methodIn(body: string): { name: string; parameters: Record<string, unknown> } | undefined {
  const { method, ...parameters } = jsonObject(body);
  if (typeof method !== 'string' || /^(get.*|setwebhook|deletewebhook|close|logout)$/i.test(method)) {
    return undefined;
  }
  return { name: method, parameters };
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) : undefined;
}

function jsonObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Most webhooks answer with no JSON at all, and Telegram asks for none.
    return {};
  }
}
