import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is wrong with the outside system at the moment; a test sets the fields, `clear` makes it well again. */
export class Faults {
  /** Connections are cut without an answer. */
  down = false;
  /** Requests are taken and never answered. */
  hang = false;
  /** Answer with this status instead of the real answer. */
  status: number | undefined;
  /** How many answers `status` still spoils; without it all. */
  times: number | undefined;
  /** The `Retry-After` header of a spoilt answer, in seconds. */
  retryAfterSeconds: number | undefined;
  /** Milliseconds to wait before anything else. */
  delayMs = 0;

  set(
    fault: Partial<Pick<Faults, 'down' | 'hang' | 'status' | 'times' | 'retryAfterSeconds' | 'delayMs'>>,
  ): void {
    Object.assign(this, fault);
  }

  clear(): void {
    this.set({
      down: false,
      hang: false,
      status: undefined,
      times: undefined,
      retryAfterSeconds: undefined,
      delayMs: 0,
    });
  }

  /** To be awaited before the route; it takes the reply over when a fault is on. */
  async spoil(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.delayMs > 0) await delay(this.delayMs);
    if (this.down) {
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    if (this.hang) {
      reply.hijack();
      return;
    }
    const status = this.nextStatus();
    if (status === undefined) return;
    if (this.retryAfterSeconds !== undefined) reply.header('retry-after', String(this.retryAfterSeconds));
    await reply.code(status).send({ error: `HTTP ${String(status)}` });
  }

  private nextStatus(): number | undefined {
    if (this.status === undefined || this.times === undefined) return this.status;
    if (this.times <= 0) return undefined;
    this.times -= 1;
    return this.status;
  }
}
