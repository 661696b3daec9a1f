import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  request,
} from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FileGrantId } from '../../../shared/domain/ids.ts';
import { formatError } from '../../../shared/i18n/index.ts';
import { type HttpServer, startHttpServer } from '../../../src-main/api/http/server.ts';
import { type RunningEngine, startEngine } from './running-engine.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const INFO = '/api/system/info';
const MEGABYTE = 1_000_000;
let running: RunningEngine;
let server: HttpServer;
let page: string;
const granted: string[] = [];

async function startServer(port = 0, fixed = false): Promise<HttpServer> {
  const { engine, directory } = running;
  return startHttpServer({
    webhook: engine.hearWebhook,
    router: engine.router,
    version: engine.version,
    host: '127.0.0.1',
    port,
    fixed,
    pageDirectory: page,
    accessTokenFile: engine.paths.accessToken,
    upload: {
      directory: join(directory, 'uploads'),
      maxBytes: MEGABYTE,
      async grant(path, name) {
        granted.push(`${name} ${statSync(path).size}`);
        return `grant-of-${name}` as FileGrantId;
      },
    },
    allowedHosts: ['hub.example.com'],
    log: engine.log,
    trace: engine.trace,
    random: randomBytes,
    now: engine.now,
  });
}

function call(path: string, options: RequestOptions & { body?: string | Buffer } = {}): Promise<Answer> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, agent: false, ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

interface Stream {
  readonly status: number;
  readonly response: IncomingMessage;
  /** What had come when the answer began: a stream's first event, or the whole of a refusal. */
  readonly body: string;
  /** Hangs up; settled when the server has noticed. */
  end(): Promise<void>;
}

function openStream(headers: OutgoingHttpHeaders): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port: server.port, path: '/api/system/events', agent: false as const, headers };
    const sent = request(target, (response) => {
      response.once('data', (chunk) => {
        const status = response.statusCode ?? 0;
        const end = async () => {
          const before = running.engine.events.listeners;
          sent.destroy();
          await vi.waitFor(() => expect(running.engine.events.listeners).toBeLessThan(before));
        };
        resolve({ status, response, body: String(chunk), end });
      });
    });
    sent.on('error', reject).end();
  });
}

function bearer(): string {
  return `Bearer ${readFileSync(running.engine.paths.accessToken, 'utf8').trim()}`;
}

function linkPath(): string {
  const url = new URL(server.signInUrl());
  return `${url.pathname}${url.search}`;
}

async function signIn(): Promise<string> {
  const { headers } = await call(linkPath());
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

beforeAll(async () => {
  running = await startEngine();
  page = join(running.directory, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(page, 'assets', 'main-1a2b3c.js'), 'export {};');
  writeFileSync(join(running.directory, 'secret.txt'), 'secret');
  server = await startServer();
});

afterAll(async () => {
  await server.close();
  await running.cleanUp();
});

describe('signing in to the hub', () => {
  it('turns the one-time link into a cookie that scripts and other sites cannot use', async () => {
    const { status, headers } = await call(linkPath());
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(/^mendian-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\//);
  });

  it('refuses a link that has been used', async () => {
    const path = linkPath();
    await call(path);
    const { status, headers, text } = await call(path);
    expect(status).toBe(401);
    expect(headers['set-cookie']).toBeUndefined();
    expect(text).toContain('used already');
  });

  it('does not spend a link on a HEAD request', async () => {
    const path = linkPath();
    await call(path, { method: 'HEAD' });
    expect((await call(path)).status).toBe(303);
  });

  it('lets a browser with a session in, whatever link it comes by', async () => {
    const cookie = await signIn();
    expect((await call('/?token=wrong', { headers: { cookie } })).status).toBe(303);
    expect((await call('/', { headers: { cookie } })).text).toContain('<title>page</title>');
  });

  it('keeps the access token of scripts in a file that only its owner reads', async () => {
    expect(statSync(running.engine.paths.accessToken).mode & 0o777).toBe(0o600);
    expect((await call(INFO, { headers: { authorization: bearer() } })).status).toBe(200);
  });
});

describe('attacks on the hub', () => {
  it.each([
    ['no cookie', {}],
    ['a made-up cookie', { cookie: 'mendian-1=x; session=y' }],
    ['a made-up token', { authorization: 'Bearer aGVsbG8' }],
    ['another scheme', { authorization: 'Basic aGVsbG86d29ybGQ=' }],
  ])('refuses the API to %s', async (_name, headers) => {
    const { status, text } = await call(INFO, { headers });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ code: 'UNAUTHORISED', data: { appError: true } });
  });

  it.each(['/', '/assets/main-1a2b3c.js', '/api/docs', '/api/openapi.json'])(
    'shows %s to nobody unknown',
    async (path) => {
      expect((await call(path)).status).toBe(401);
    },
  );

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'refuses the Host %j, as a rebound name sends it',
    async (host) => {
      const { status, text } = await call(INFO, { headers: { host, authorization: bearer() } });
      expect(status).toBe(403);
      expect(JSON.parse(text).data.details).toEqual({ header: 'Host' });
    },
  );

  it('answers to a name that IT allowed', async () => {
    const headers = { host: 'hub.example.com', authorization: bearer() };
    expect((await call(INFO, { headers })).status).toBe(200);
  });

  it.each([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['the Origin null of a sandboxed frame', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a fetch from another port', { 'sec-fetch-site': 'same-site' }],
    ['no Origin at all', {}],
  ])('refuses a change with a session and %s', async (_name, headers: Record<string, string>) => {
    const cookie = await signIn();
    const options = { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers }, body: '{}' };
    for (const path of ['/rpc/system/createBackup', '/api/system/backups', '/upload?name=a.csv']) {
      const { status, text } = await call(path, options);
      expect(status).toBe(403);
      expect(JSON.parse(text).code).toBe('ORIGIN_REFUSED');
    }
    expect(running.engine.health().state).toBe('healthy');
  });

  it.each([{ origin: 'https://evil.example' }, {}])(
    'refuses an event stream with a session and %j',
    async (headers) => {
      const cookie = await signIn();
      const options = { headers: { cookie, accept: 'text/event-stream', ...headers } };
      expect((await call('/api/system/events', options)).status).toBe(403);
    },
  );

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..\\secret.txt',
    '/assets/../../secret.txt',
    '//etc/passwd',
    '/%00/../secret.txt',
  ])('sends no file outside the page for %s', async (path) => {
    const { text } = await call(path, { headers: { authorization: bearer() } });
    expect(text).not.toContain('secret\n');
    expect(text).not.toBe('secret');
    expect(text).not.toContain('root:');
  });

  it('refuses a call with a huge body', async () => {
    const headers = { authorization: bearer(), 'content-type': 'application/json' };
    const body = JSON.stringify({ json: { message: 'x'.repeat(9 * MEGABYTE) } });
    const { status, text } = await call('/rpc/system/reportError', { method: 'POST', headers, body });
    expect(status).toBe(413);
    expect(text).toContain('REQUEST_TOO_LARGE');
  });

  it.each(['{', 'null', '[[[', '"'])('answers the broken body %j as invalid input', async (body) => {
    const headers = { authorization: bearer(), 'content-type': 'application/json' };
    const { status, text } = await call('/api/system/errors', { method: 'POST', headers, body });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: 'INVALID_INPUT', data: { appError: true } });
  });

  it('answers others while somebody sends headers a byte at a time', async () => {
    const slow = connect(server.port, '127.0.0.1');
    await new Promise((resolve) => slow.once('connect', resolve));
    slow.write('GET / HTTP/1.1\r\nHost: ');
    expect((await call(INFO, { headers: { authorization: bearer() } })).status).toBe(200);
    slow.destroy();
  });

  it('is framed by nobody, sniffed by nobody, and loads nothing from elsewhere', async () => {
    const { headers } = await call('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*(unsafe|http)/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('uploading a file', () => {
  const upload = (name: string, body: Buffer) =>
    call(`/upload?name=${encodeURIComponent(name)}`, { method: 'POST', headers: { authorization: bearer() }, body });

  it('grants a file that is on the disk, under a name without folders', async () => {
    const { status, text } = await upload('../../订单.csv', Buffer.from('a,b\n1,2\n'));
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ fileId: 'grant-of-订单.csv', name: '订单.csv', bytes: 8 });
    expect(granted).toContain('订单.csv 8');
    expect(existsSync(join(running.directory, '..', '订单.csv'))).toBe(false);
  });

  it('refuses a file above the limit and keeps nothing of it', async () => {
    const before = readdirSync(join(running.directory, 'uploads'));
    const { status, text } = await upload('big.csv', Buffer.alloc(MEGABYTE + 1));
    expect(status).toBe(413);
    expect(JSON.parse(text).code).toBe('FILE_TOO_LARGE');
    expect(readdirSync(join(running.directory, 'uploads'))).toEqual(before);
  });

  it('refuses a file above the limit also when its size is not announced', async () => {
    const before = readdirSync(join(running.directory, 'uploads'));
    const answer = await new Promise<number>((resolve, reject) => {
      const headers = { authorization: bearer(), 'transfer-encoding': 'chunked' };
      const options = { host: '127.0.0.1', port: server.port, path: '/upload?name=a', method: 'POST', headers };
      const sent = request(options, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.write(Buffer.alloc(MEGABYTE));
      sent.write(Buffer.alloc(MEGABYTE));
    });
    expect(answer).toBe(413);
    expect(readdirSync(join(running.directory, 'uploads'))).toEqual(before);
  });
});

describe('the hub for browsers and scripts', () => {
  it('shows the page at every address inside it, and only once for good what is named by its content', async () => {
    const headers = { authorization: bearer() };
    expect((await call('/orders/2026-01-01?stores=all', { headers })).text).toContain('<title>page</title>');
    const asset = await call('/assets/main-1a2b3c.js', { headers });
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-type']).toContain('text/javascript');
    const again = await call('/', {
      headers: { ...headers, 'if-none-match': (await call('/', { headers })).headers.etag },
    });
    expect(again.status).toBe(304);
  });

  it.each(['/api/nowhere', '/rpc/nowhere', '/missing.js'])('answers %s with NOT_FOUND in JSON', async (path) => {
    const { status, headers, text } = await call(path, { headers: { authorization: bearer() } });
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(text)).toMatchObject({
      code: 'NOT_FOUND',
      data: { traceId: expect.stringMatching(/^[\da-f]{16}$/) },
    });
  });

  it('names the fields of invalid input', async () => {
    const headers = { authorization: bearer(), 'content-type': 'application/json' };
    const body = JSON.stringify({ stores: 'all', from: '2026-02-30', to: '2026-03-01' });
    const { status, text } = await call('/api/analytics/overview', { method: 'POST', headers, body });
    expect(status).toBe(400);
    const { code, message, data } = JSON.parse(text);
    expect({ code, message }).toEqual({
      code: 'INVALID_INPUT',
      message: 'What was sent is not valid: from (not a calendar day).',
    });
    expect(formatError(code, data.details, 'zh-CN').sentence).toBe('提交的内容无效：from（不是有效的日期）。');
  });

  it('finds a failed call in the log by its trace id', async () => {
    const headers = { authorization: bearer() };
    const { text } = await call('/api/imports?limit=0', { headers });
    const { traceId } = JSON.parse(text).data;
    const { lines } = await running.engine.api.system.logs({ limit: 10, traceId });
    expect(lines[0]).toMatchObject({ traceId, message: 'call refused' });
  });

  it('streams events', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: bearer(), accept: 'text/event-stream' };
      const sent = request(
        { host: '127.0.0.1', port: server.port, path: '/api/system/events', headers },
        (response) => {
          let received = '';
          response.on('data', (chunk) => {
            received += String(chunk);
            if (!received.includes('data:')) return;
            resolve(received);
            sent.destroy();
          });
        },
      );
      sent.on('error', reject).end();
    });
    expect(text).toContain('"type":"hello"');
  });

  it('turns a caller away who opens ever more event streams, and nobody else', async () => {
    const session = await signIn();
    const headers = { cookie: session, accept: 'text/event-stream', origin: `http://127.0.0.1:${server.port}` };
    const streams = await Promise.all(Array.from({ length: 80 }, () => openStream(headers)));
    const refused = streams.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(16);
    for (const { status, response, body } of refused) {
      expect(status).toBe(429);
      expect(response.headers.connection).toBe('close');
      expect(JSON.parse(body)).toMatchObject({ code: 'TOO_MANY_STREAMS', data: { traceId: expect.any(String) } });
    }
    expect((await call(INFO, { headers: { cookie: session } })).status).toBe(200);
    const other = await openStream({ ...headers, cookie: await signIn() });
    expect(other.status).toBe(200);

    const kept = streams.filter(({ status }) => status === 200);
    await kept[0]?.end();
    expect((await openStream(headers)).status).toBe(200);
    for (const { end } of [other, ...kept.slice(1)]) await end();
  });

  it('describes every procedure of the contract', async () => {
    const headers = { authorization: bearer() };
    const document = JSON.parse((await call('/api/openapi.json', { headers })).text);
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/analytics/overview', '/imports/{importId}/undo', '/system/events', '/upload']),
    );
    const docs = (await call('/api/docs', { headers })).text;
    expect(docs).toContain('/api/analytics/overview');
    expect(docs).not.toMatch(/<script|https?:\/\//);
  });
});

describe('ports', () => {
  it('takes the next free port when nobody asked for this one', async () => {
    const other = await startServer(server.port);
    expect(other.port).not.toBe(server.port);
    await other.close();
  });

  it('says that the asked port is taken', async () => {
    await expect(startServer(server.port, true)).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      details: { port: server.port },
    });
  });

  it('ends open event streams when it closes', async () => {
    const other = await startServer();
    const ended = new Promise<void>((resolve, reject) => {
      const headers = { authorization: bearer(), accept: 'text/event-stream' };
      const sent = request({ host: '127.0.0.1', port: other.port, path: '/api/system/events', headers }, (response) => {
        response.once('data', () => void other.close());
        response.once('close', resolve).once('error', () => resolve());
      });
      sent.on('error', reject).end();
    });
    await ended;
  });
});
