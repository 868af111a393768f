import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiAnswer, ApiCall, BotApi } from './bot-api.js';
import { Caller } from './caller.js';
import { errorOf, type FaultRule } from './fault-rule.js';
import type { Faults } from './faults.js';
import type { SendingLimits } from './limits.js';
import { readRequest } from './request.js';

export interface Exchanges {
  api: BotApi;
  faults: Faults;
  limits: SendingLimits;
}

/** One call over HTTP, with what goes wrong on its way. */
export async function handleCall(
  { api, faults, limits }: Exchanges,
  method: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = new Caller(request.raw.socket, reply.raw);
  const call: ApiCall = { method, ...(await readRequest(request)), signal: caller.signal, caller };
  const fault = faults.strike(method, call.params['chat_id']);
  if (fault === undefined) return send(reply, await api.execute(call));

  const heldBack = fault.fault === 'hang' ? fault.carryOut !== true : fault.delayMs !== undefined;
  if (heldBack && !(await caller.stays(holdOf(fault)))) {
    api.log(call, { ok: false, description: 'the caller hung up before the call took effect' });
    return drop(request, reply);
  }
  switch (fault.fault) {
    case 'drop_before':
      api.log(call, { ok: false, description: 'connection dropped before the call took effect' });
      return drop(request, reply);
    case 'status': {
      const answer = errorOf(fault);
      const seconds = answer.error_code === 429 ? answer.parameters?.retry_after : undefined;
      if (seconds !== undefined) limits.toldToWait(Number(call.params['chat_id']), seconds);
      api.log(call, answer);
      return send(reply, answer);
    }
    case 'drop_after':
      await api.execute(call);
      return drop(request, reply);
    case 'hang': {
      const answer = await api.execute(call);
      if (!heldBack && !(await caller.stays(fault.ms))) return drop(request, reply);
      return send(reply, answer);
    }
  }
}

function holdOf(fault: FaultRule): number | undefined {
  return fault.fault === 'hang' ? fault.ms : fault.delayMs;
}

function send(reply: FastifyReply, answer: ApiAnswer): FastifyReply {
  const retryAfter = answer.parameters?.retry_after;
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  return reply.status(answer.error_code ?? 200).send(answer);
}

function drop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}
