import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/domain/app-error.ts';
import { createHttpTransport, readJson } from '../../../../src-main/sync/platform/index.ts';
import { freePort } from '../../../redis/free-port.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const sockets = new Set<unknown>();
  const server = createServer(answer);
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sockets };
}

const { signal } = new AbortController();
const get = (url: string) => ({ method: 'GET', url, headers: {}, body: null }) as const;
const transport = createHttpTransport({ fetch });

describe('HTTP to a platform', () => {
  it('sends what it is given and gives the answer, whatever its status', async () => {
    const { url } = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        response.writeHead(418, { 'X-Limit': '3/40' });
        response.end(`${request.method} ${request.headers['x-token']} ${body}`);
      });
    });
    const request = { method: 'POST', url: `${url}/a?b=1`, headers: { 'x-token': 't' }, body: '标题=中 文' } as const;
    const answer = await transport(request, signal);
    expect(answer).toMatchObject({ status: 418, body: 'POST t 标题=中 文' });
    expect(answer.headers['x-limit']).toBe('3/40');
  });

  it('keeps its connections', async () => {
    const { url, sockets } = await serve((_, response) => void response.end('{}'));
    for (let at = 0; at < 20; at++) await transport(get(url), signal);
    expect(sockets.size).toBeLessThan(4);
  });

  it('knows that a request reached nobody where nobody listens, or no such name is known', async () => {
    for (const url of [`http://127.0.0.1:${await freePort()}`, 'http://platform.invalid']) {
      await expect(transport(get(url), signal)).rejects.toMatchObject({
        code: 'PLATFORM_UNREACHABLE',
        action: 'retry',
        details: { unsent: true },
      });
    }
  });

  it('does not know what became of a request whose line broke', async () => {
    const { url } = await serve((request) => void request.socket.destroy());
    const error = await transport(get(url), signal).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'PLATFORM_UNREACHABLE', action: 'retry' });
    expect((error as AppError).details).not.toHaveProperty('unsent');
  });

  it('ends with the error that the deadline gives', async () => {
    const { url } = await serve(() => undefined);
    const deadline = new AbortController();
    const late = new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { problem: 'late' } });
    const asked = transport(get(url), deadline.signal);
    deadline.abort(late);
    await expect(asked).rejects.toBe(late);
  });

  it('gives up an answer that has no end', async () => {
    const small = createHttpTransport({ fetch, largestAnswer: 1_000 });
    const { url } = await serve((_, response) => {
      response.write('x'.repeat(2_000));
    });
    await expect(small(get(url), signal)).rejects.toMatchObject({ details: { problem: 'too-large' } });
  });

  it('follows no one who answers in the place of the platform', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(302, { Location: 'http://hotel.invalid/sign-in' });
      response.end();
    });
    await expect(transport(get(url), signal)).rejects.toMatchObject({
      details: { problem: 'redirected', unsent: true },
    });
  });
});

describe('an answer read as JSON', () => {
  const answer = (status: number, body: string, headers = {}) => ({ status, body, headers });

  it('keeps long ids', () => {
    expect(readJson(answer(200, '{"tid":3000000000000000001}'), 'taobao')).toEqual({ tid: '3000000000000000001' });
  });

  it('is what the status says where a gateway answered', () => {
    const headers = { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT', date: 'Sun, 06 Nov 1994 08:49:00 GMT' };
    expect(() => readJson(answer(503, '<html>', headers), 'taobao')).toThrow(
      expect.objectContaining({
        code: 'PLATFORM_UNREACHABLE',
        details: { platform: 'taobao', status: 503, retryAfterMilliseconds: 37_000 },
      }),
    );
    expect(() => readJson(answer(429, '', { 'retry-after': '2.0' }), 'taobao')).toThrow(
      expect.objectContaining({ action: 'throttle' }),
    );
  });

  it('is unreadable where something else is in its place', () => {
    expect(() => readJson(answer(200, '<html>sign in'), 'taobao')).toThrow(
      expect.objectContaining({ code: 'PLATFORM_UNREADABLE', action: 'retry' }),
    );
  });
});
