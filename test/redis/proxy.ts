/** Stands between a client and a server, and delays or refuses as the test says. */
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from './free-port.ts';

export interface DelayingProxy {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** From now on answers arrive so many milliseconds late. */
  setDelay(milliseconds: number): void;
  /** Ends all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Lets connections through again. */
  mend(): Promise<void>;
  stop(): Promise<void>;
}

async function until(due: number): Promise<void> {
  const left = due - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

export async function startProxy(target: { readonly host: string; readonly port: number }): Promise<DelayingProxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let delay = 0;

  function pass(from: Socket, to: Socket, delayed: boolean): void {
    sockets.add(from);
    // One after another, as on a wire: what comes when the delay has ended must not overtake what came before.
    let passed = Promise.resolve();
    from.on('data', (chunk) => {
      const due = performance.now() + (delayed ? delay : 0);
      passed = passed.then(() => until(due)).then(() => void to.write(chunk));
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }

  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    pass(client, upstream, false);
    pass(upstream, client, true);
  });
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });

  await listen();
  return {
    host: '127.0.0.1',
    port,
    setDelay: (milliseconds) => {
      delay = milliseconds;
    },
    cut,
    mend: listen,
    stop: () => (server.listening ? cut() : Promise.resolve()),
  };
}
