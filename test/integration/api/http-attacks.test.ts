/** What strangers and other sites send to the hub, and files that are too large for it. */
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubServer, INFO, MEGABYTE, startHubServer } from './hub-server.ts';

let hub: HubServer;
beforeAll(async () => {
  hub = await startHubServer();
});
afterAll(() => hub.close());

describe('attacks on the hub', () => {
  it.each([
    ['no cookie', {}],
    ['a made-up cookie', { cookie: 'mendian-1=x; session=y' }],
    ['a made-up token', { authorization: 'Bearer aGVsbG8' }],
    ['another scheme', { authorization: 'Basic aGVsbG86d29ybGQ=' }],
  ])('refuses the API to %s', async (_name, headers) => {
    const { status, text } = await hub.call(INFO, { headers });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ code: 'UNAUTHORISED', data: { appError: true } });
  });

  it.each(['/', '/assets/main-1a2b3c.js', '/api/docs', '/api/openapi.json'])(
    'shows %s to nobody unknown',
    async (path) => {
      expect((await hub.call(path)).status).toBe(401);
    },
  );

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'refuses the Host %j, as a rebound name sends it',
    async (host) => {
      const { status, text } = await hub.call(INFO, { headers: { host, authorization: hub.bearer() } });
      expect(status).toBe(403);
      expect(JSON.parse(text).data.details).toEqual({ header: 'Host' });
    },
  );

  it('answers to a name that IT allowed', async () => {
    const headers = { host: 'hub.example.com', authorization: hub.bearer() };
    expect((await hub.call(INFO, { headers })).status).toBe(200);
  });

  it.each([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['the Origin null of a sandboxed frame', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a fetch from another port', { 'sec-fetch-site': 'same-site' }],
    ['no Origin at all', {}],
  ])('refuses a change with a session and %s', async (_name, headers: Record<string, string>) => {
    const cookie = await hub.signIn();
    const options = { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers }, body: '{}' };
    for (const path of ['/rpc/system/createBackup', '/api/system/backups', '/upload?name=a.csv']) {
      const { status, text } = await hub.call(path, options);
      expect(status).toBe(403);
      expect(JSON.parse(text).code).toBe('ORIGIN_REFUSED');
    }
    expect(hub.running.engine.health().state).toBe('healthy');
  });

  it.each([{ origin: 'https://evil.example' }, {}])(
    'refuses an event stream with a session and %j',
    async (headers) => {
      const cookie = await hub.signIn();
      const options = { headers: { cookie, accept: 'text/event-stream', ...headers } };
      expect((await hub.call('/api/system/events', options)).status).toBe(403);
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
    const { text } = await hub.call(path, { headers: { authorization: hub.bearer() } });
    expect(text).not.toContain('secret\n');
    expect(text).not.toBe('secret');
    expect(text).not.toContain('root:');
  });

  it('refuses a call with a huge body', async () => {
    const headers = { authorization: hub.bearer(), 'content-type': 'application/json' };
    const body = JSON.stringify({ json: { message: 'x'.repeat(9 * MEGABYTE) } });
    const { status, text } = await hub.call('/rpc/system/reportError', { method: 'POST', headers, body });
    expect(status).toBe(413);
    expect(text).toContain('REQUEST_TOO_LARGE');
  });

  it.each(['{', 'null', '[[[', '"'])('answers the broken body %j as invalid input', async (body) => {
    const headers = { authorization: hub.bearer(), 'content-type': 'application/json' };
    const { status, text } = await hub.call('/api/system/errors', { method: 'POST', headers, body });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: 'INVALID_INPUT', data: { appError: true } });
  });

  it('answers others while somebody sends headers a byte at a time', async () => {
    const slow = connect(hub.server.port, '127.0.0.1');
    await new Promise((resolve) => slow.once('connect', resolve));
    slow.write('GET / HTTP/1.1\r\nHost: ');
    expect((await hub.call(INFO, { headers: { authorization: hub.bearer() } })).status).toBe(200);
    slow.destroy();
  });

  it('is framed by nobody, sniffed by nobody, and loads nothing from elsewhere', async () => {
    const { headers } = await hub.call('/');
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
    hub.call(`/upload?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: hub.bearer() },
      body,
    });

  it('grants a file that is on the disk, under a name without folders', async () => {
    const { status, text } = await upload('../../订单.csv', Buffer.from('a,b\n1,2\n'));
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ fileId: 'grant-of-订单.csv', name: '订单.csv', bytes: 8 });
    expect(hub.granted).toContain('订单.csv 8');
    expect(existsSync(join(hub.running.directory, '..', '订单.csv'))).toBe(false);
  });

  it('refuses a file above the limit and keeps nothing of it', async () => {
    const before = readdirSync(join(hub.running.directory, 'uploads'));
    const { status, text } = await upload('big.csv', Buffer.alloc(MEGABYTE + 1));
    expect(status).toBe(413);
    expect(JSON.parse(text).code).toBe('FILE_TOO_LARGE');
    expect(readdirSync(join(hub.running.directory, 'uploads'))).toEqual(before);
  });

  it('refuses a file above the limit also when its size is not announced', async () => {
    const before = readdirSync(join(hub.running.directory, 'uploads'));
    const answer = await new Promise<number>((resolve, reject) => {
      const headers = { authorization: hub.bearer(), 'transfer-encoding': 'chunked' };
      const options = { host: '127.0.0.1', port: hub.server.port, path: '/upload?name=a', method: 'POST', headers };
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
    expect(readdirSync(join(hub.running.directory, 'uploads'))).toEqual(before);
  });
});
