/** A platform on a local port that behaves as badly as a test wants: it throttles, stalls, hangs up, fails, talks rubbish. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Misbehaviour =
  | { readonly kind: 'throttle'; readonly retryAfterSeconds: number }
  | { readonly kind: 'stall' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'fail' }
  | { readonly kind: 'rubbish' }
  | { readonly kind: 'refuse' };

export interface FakePlatform {
  readonly url: string;
  /** Paths in the order in which they were asked for, with the time of a clock that only goes forward. */
  readonly asked: { readonly path: string; readonly at: number }[];
  readonly orders: Map<string, { readonly status: string }>;
  /** What the next requests for a path meet, one after the other; after that the platform behaves. */
  misbehave(path: string, ...ways: readonly Misbehaviour[]): void;
  close(): Promise<void>;
}

export async function startFakePlatform(numbers: readonly string[]): Promise<FakePlatform> {
  const asked: FakePlatform['asked'] = [];
  const orders = new Map(numbers.map((number) => [number, { status: 'paid' }]));
  const planned = new Map<string, Misbehaviour[]>();

  function answer(response: ServerResponse, path: string): void {
    const [, what = '', number = ''] = path.split('/');
    const order = orders.get(number);
    if (what === 'orders' && number === '') send(response, 200, { numbers: [...orders.keys()] });
    else if (!order) send(response, 404, { error: 'no such order' });
    else send(response, 200, what === 'tracking' ? { number, steps: ['packed', 'sent'] } : { number, ...order });
  }

  function behaveBadly(response: ServerResponse, way: Misbehaviour): void {
    switch (way.kind) {
      case 'throttle':
        response.setHeader('Retry-After', String(way.retryAfterSeconds));
        send(response, 429, { error: 'slow down' });
        return;
      case 'stall':
        return;
      case 'drop':
        response.socket?.destroy();
        return;
      case 'fail':
        send(response, 500, { error: 'out of order' });
        return;
      case 'refuse':
        send(response, 401, { error: 'who are you?' });
        return;
      case 'rubbish':
        response.end('<html>maintenance</html>');
    }
  }

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    asked.push({ path, at: performance.now() });
    const way = planned.get(path)?.shift();
    if (way) behaveBadly(response, way);
    else answer(response, path);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    orders,
    misbehave(path, ...ways) {
      planned.set(path, [...(planned.get(path) ?? []), ...ways]);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
