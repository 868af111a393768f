import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Random } from '../random.js';

/** Stands between the children and their database, and takes the network away. */
export interface Proxy {
  port: number;
  /**
   * One connection goes silent: nothing comes through any more in either direction, and neither end hears that the other
   * is gone, as when a router forgets it. `listening`: one that listens for wake-ups, if there is one.
   */
  silence(listening: boolean): boolean;
  /** Cuts every connection and lets nobody in until `restore`. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

interface Link {
  client: Socket;
  upstream: Socket;
  application: string;
  silent: boolean;
}

export async function startProxy(databasePort: number, random: Random): Promise<Proxy> {
  const links = new Set<Link>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) client.destroy();
    else links.add(join(client, connect(databasePort, '127.0.0.1'), links));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    silence(listening) {
      const heard = [...links].filter((link) => !link.silent && link.application !== '');
      const wanted = heard.filter((link) => link.application.includes('listen') === listening);
      if (wanted.length === 0) return false;
      silence(random.of(wanted));
      return true;
    },
    cut() {
      isCut = true;
      for (const link of links) if (!link.silent) end(link);
    },
    restore() {
      isCut = false;
    },
    close: () => closeServer(server, links),
  };
}

function join(client: Socket, upstream: Socket, links: Set<Link>): Link {
  const link: Link = { client, upstream, application: '', silent: false };
  client.setNoDelay(true);
  upstream.setNoDelay(true);
  client.once('data', (startup: Buffer) => {
    // The start-up message is a list of names and values, each ended by a zero byte.
    link.application = /application_name\0([^\0]*)\0/.exec(startup.toString('latin1'))?.[1] ?? '';
  });
  client.pipe(upstream);
  upstream.pipe(client);
  for (const socket of [client, upstream]) {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      // The server never learns that a silent client is gone: its session stays as it is.
      if (link.silent && socket === client) return;
      end(link);
      links.delete(link);
    });
  }
  return link;
}

function silence(link: Link): void {
  const { client, upstream } = link;
  link.silent = true;
  client.unpipe(upstream);
  upstream.unpipe(client);
  client.pause();
  upstream.pause();
}

function end({ client, upstream }: Link): void {
  client.destroy();
  upstream.destroy();
}

async function closeServer(server: Server, links: Set<Link>): Promise<void> {
  for (const link of links) end(link);
  await new Promise((resolve) => server.close(resolve));
}
