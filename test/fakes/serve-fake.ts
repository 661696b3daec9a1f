/** A stand-in on a local port: what `handle` decides becomes an answer, a late one, a broken line or silence. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest } from '../../src-main/sync/platform/index.ts';
import type { FakePlatform } from './fake-platform.ts';

export interface ServedFake {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export async function serveFake(
  fake: Pick<FakePlatform, 'handle'>,
  { port = 0, host = '127.0.0.1' }: { readonly port?: number; readonly host?: string } = {},
): Promise<ServedFake> {
  let url = '';
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const handled = fake.handle(asHttpRequest(request, url, body));
      if (handled.outcome === 'silence') return;
      if (handled.outcome === 'dropped') {
        request.socket.destroy();
        return;
      }
      const send = () =>
        response.writeHead(handled.response.status, handled.response.headers).end(handled.response.body);
      if (handled.delay === 0) {
        send();
        return;
      }
      const timer = setTimeout(() => {
        timers.delete(timer);
        send();
      }, handled.delay);
      timers.add(timer);
    });
  });
  server.listen(port, host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  url = `http://${host}:${(server.address() as AddressInfo).port}`;

  return {
    url,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
}

function asHttpRequest(request: IncomingMessage, url: string, body: string): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: (request.method ?? 'GET') as HttpRequest['method'],
    url: `${url}${request.url ?? '/'}`,
    headers,
    body: body === '' ? null : body,
  };
}
