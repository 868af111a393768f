import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const latestOn = new WeakMap<Socket, Caller>();

/**
 * The other end of one call. It is lost when its connection is gone before the whole answer is written. A process that
 * is killed with the answer unread resets the connection, so a reset before the next call on it is a loss as well; an
 * answer that was read and not acted upon looks like any other.
 */
export class Caller {
  /** Aborted when the exchange is over, with an answer or without. */
  readonly signal: AbortSignal;
  private isLost = false;
  private readonly onLostDo: (() => void)[] = [];

  constructor(socket: Socket, response: ServerResponse) {
    const over = new AbortController();
    this.signal = over.signal;
    let answered = false;
    response.once('finish', () => {
      answered = true;
    });
    response.once('close', () => {
      if (!answered) this.lose();
      over.abort();
    });
    if (!latestOn.has(socket)) {
      socket.once('close', (reset) => {
        if (reset) latestOn.get(socket)?.lose();
      });
    }
    latestOn.set(socket, this);
  }

  /** Also when it is lost already. */
  onLost(act: () => void): void {
    if (this.isLost) act();
    else this.onLostDo.push(act);
  }

  /** Waits, and says whether the caller is still there: no longer than it stays. */
  stays(ms: number | undefined): Promise<boolean> {
    const { signal } = this;
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(false);
        return;
      }
      const leave = (): void => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer =
        ms === undefined
          ? undefined
          : setTimeout(() => {
              signal.removeEventListener('abort', leave);
              resolve(true);
            }, ms);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private lose(): void {
    if (this.isLost) return;
    this.isLost = true;
    for (const act of this.onLostDo) act();
  }
}
