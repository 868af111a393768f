import type { Backend } from '../backend.js';
import { TelegramError } from '../errors.js';
import type { Upload } from '../files/index.js';
import type { Polling, WebhookDelivery } from '../updates/index.js';
import type { Caller } from './caller.js';
import type { BotCall, CallLog } from './calls.js';
import type { SendingLimits } from './limits.js';
import { botMethods } from './methods/index.js';
import { isSending } from './sending.js';
import type { Transcript } from './transcript.js';

export interface ApiAnswer {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: TelegramError['parameters'];
}

export interface ApiCall {
  method: string;
  params: Record<string, unknown>;
  files: ReadonlyMap<string, Upload>;
  signal: AbortSignal;
  /** Who waits for the answer; nobody when the call came as a webhook's answer. */
  caller?: Caller | undefined;
}

const METHODS = new Map(botMethods.map((method) => [method.name.toLowerCase(), method]));

/** Runs methods of the Bot API, whether they came as a request or as a webhook's answer, and logs them. */
export class BotApi {
  private readonly backend: Backend;
  private readonly polling: Polling;
  private readonly webhook: WebhookDelivery;
  private readonly calls: CallLog;
  private readonly limits: SendingLimits;
  private readonly transcript: Transcript;

  constructor(deps: {
    backend: Backend;
    polling: Polling;
    webhook: WebhookDelivery;
    calls: CallLog;
    limits: SendingLimits;
    transcript: Transcript;
  }) {
    this.backend = deps.backend;
    this.polling = deps.polling;
    this.webhook = deps.webhook;
    this.calls = deps.calls;
    this.limits = deps.limits;
    this.transcript = deps.transcript;
  }

  async execute(call: ApiCall): Promise<ApiAnswer> {
    const answer = await this.answer(call);
    const { seq, method } = this.log(call, answer);
    if (answer.ok && isSending(method)) {
      const { backend, transcript } = this;
      const lose = transcript.add(backend, { seq, method, params: call.params }, answer.result);
      call.caller?.onLost(lose);
    }
    return answer;
  }

  /** For a call that was answered without being run. */
  log(call: ApiCall, answer: ApiAnswer): BotCall {
    const { error_code, description } = answer;
    return this.calls.add({
      at: this.backend.now().toISOString(),
      method: METHODS.get(call.method.toLowerCase())?.name ?? call.method,
      params: loggable(call),
      ok: answer.ok,
      ...(answer.ok ? {} : { error_code, description }),
    });
  }

  private async answer({ method: name, params, files, signal }: ApiCall): Promise<ApiAnswer> {
    const { backend, polling, webhook } = this;
    try {
      const method = METHODS.get(name.toLowerCase());
      if (method === undefined) throw new TelegramError(404, 'Not Found: method not found');
      this.limits.check(name, params);
      const result = await method.call(params, { backend, polling, webhook, files, signal });
      return { ok: true, result };
    } catch (error) {
      if (error instanceof TelegramError) return errorAnswer(error);
      throw error;
    }
  }
}

export function errorAnswer(error: TelegramError): ApiAnswer {
  return {
    ok: false,
    error_code: error.errorCode,
    description: error.message,
    ...(error.parameters === undefined ? {} : { parameters: error.parameters }),
  };
}

function loggable({ params, files }: ApiCall): Record<string, unknown> {
  const logged: Record<string, unknown> = { ...params };
  for (const [field, { file_name, content }] of files) logged[field] = { file_name, size: content.length };
  return logged;
}
