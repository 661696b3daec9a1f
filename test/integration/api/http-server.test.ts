import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formatError } from '../../../shared/i18n/index.ts';
import { type HubServer, INFO, startHubServer } from './hub-server.ts';

let hub: HubServer;
beforeAll(async () => {
  hub = await startHubServer();
});
afterAll(() => hub.close());

describe('signing in to the hub', () => {
  it('turns the one-time link into a cookie that scripts and other sites cannot use', async () => {
    const { status, headers } = await hub.call(hub.linkPath());
    expect(status).toBe(303);
    expect(headers.location).toBe('/');
    expect(headers['set-cookie']?.[0]).toMatch(/^mendian-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\//);
  });

  it('refuses a link that has been used', async () => {
    const path = hub.linkPath();
    await hub.call(path);
    const { status, headers, text } = await hub.call(path);
    expect(status).toBe(401);
    expect(headers['set-cookie']).toBeUndefined();
    expect(text).toContain('used already');
  });

  it('does not spend a link on a HEAD request', async () => {
    const path = hub.linkPath();
    await hub.call(path, { method: 'HEAD' });
    expect((await hub.call(path)).status).toBe(303);
  });

  it('lets a browser with a session in, whatever link it comes by', async () => {
    const cookie = await hub.signIn();
    expect((await hub.call('/?token=wrong', { headers: { cookie } })).status).toBe(303);
    expect((await hub.call('/', { headers: { cookie } })).text).toContain('<title>page</title>');
  });

  it('lets a browser in that signed in before the hub was started anew, and keeps no secret of it', async () => {
    const [, secret] = (await hub.signIn()).split('=');
    const file = hub.running.engine.paths.sessions;
    const hash = createHash('sha256').update(secret!).digest('base64');
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain(hash));
    const anew = await hub.another();
    try {
      const page = await hub.call('/', { port: anew.port, headers: { cookie: `mendian-${anew.port}=${secret}` } });
      expect([page.status, page.text]).toEqual([200, expect.stringContaining('<title>page</title>')]);
      const wrong = `mendian-${anew.port}=${secret!.slice(1)}a`;
      expect((await hub.call('/', { port: anew.port, headers: { cookie: wrong } })).status).toBe(401);
    } finally {
      await anew.close();
    }
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('asks browsers to sign in anew when the file of sessions is spoilt', async () => {
    const cookie = await hub.signIn();
    const file = hub.running.engine.paths.sessions;
    await vi.waitFor(() => expect(existsSync(file)).toBe(true));
    writeFileSync(file, '[["half');
    const anew = await hub.another();
    try {
      const headers = { cookie: cookie.replace(/^mendian-\d+/, `mendian-${anew.port}`) };
      expect((await hub.call('/', { port: anew.port, headers })).status).toBe(401);
    } finally {
      await anew.close();
    }
  });

  it('keeps the access token of scripts in a file that only its owner reads', async () => {
    expect(statSync(hub.running.engine.paths.accessToken).mode & 0o777).toBe(0o600);
    expect((await hub.call(INFO, { headers: { authorization: hub.bearer() } })).status).toBe(200);
  });
});

describe('the hub for browsers and scripts', () => {
  it('shows the page at every address inside it, and only once for good what is named by its content', async () => {
    const headers = { authorization: hub.bearer() };
    expect((await hub.call('/orders/2026-01-01?stores=all', { headers })).text).toContain('<title>page</title>');
    const asset = await hub.call('/assets/main-1a2b3c.js', { headers });
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-type']).toContain('text/javascript');
    const again = await hub.call('/', {
      headers: { ...headers, 'if-none-match': (await hub.call('/', { headers })).headers.etag },
    });
    expect(again.status).toBe(304);
  });

  it.each(['/api/nowhere', '/rpc/nowhere', '/missing.js'])('answers %s with NOT_FOUND in JSON', async (path) => {
    const { status, headers, text } = await hub.call(path, { headers: { authorization: hub.bearer() } });
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(text)).toMatchObject({
      code: 'NOT_FOUND',
      data: { traceId: expect.stringMatching(/^[\da-f]{16}$/) },
    });
  });

  it('names the fields of invalid input', async () => {
    const headers = { authorization: hub.bearer(), 'content-type': 'application/json' };
    const body = JSON.stringify({ stores: 'all', from: '2026-02-30', to: '2026-03-01' });
    const { status, text } = await hub.call('/api/analytics/overview', { method: 'POST', headers, body });
    expect(status).toBe(400);
    const { code, message, data } = JSON.parse(text);
    expect({ code, message }).toEqual({
      code: 'INVALID_INPUT',
      message: 'What was sent is not valid: from (not a calendar day).',
    });
    expect(formatError(code, data.details, 'zh-CN').sentence).toBe('提交的内容无效：from（不是有效的日期）。');
  });

  it('finds a failed call in the log by its trace id', async () => {
    const headers = { authorization: hub.bearer() };
    const { text } = await hub.call('/api/imports?limit=0', { headers });
    const { traceId } = JSON.parse(text).data;
    const { lines } = await hub.running.engine.api.system.logs({ limit: 10, traceId });
    expect(lines[0]).toMatchObject({ traceId, message: 'call refused' });
  });

  it('streams events', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: hub.bearer(), accept: 'text/event-stream' };
      const sent = request(
        { host: '127.0.0.1', port: hub.server.port, path: '/api/system/events', headers },
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
    const session = await hub.signIn();
    const headers = { cookie: session, accept: 'text/event-stream', origin: `http://127.0.0.1:${hub.server.port}` };
    const streams = await Promise.all(Array.from({ length: 80 }, () => hub.openStream(headers)));
    const refused = streams.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(16);
    for (const { status, response, body } of refused) {
      expect(status).toBe(429);
      expect(response.headers.connection).toBe('close');
      expect(JSON.parse(body)).toMatchObject({ code: 'TOO_MANY_STREAMS', data: { traceId: expect.any(String) } });
    }
    expect((await hub.call(INFO, { headers: { cookie: session } })).status).toBe(200);
    const other = await hub.openStream({ ...headers, cookie: await hub.signIn() });
    expect(other.status).toBe(200);

    const kept = streams.filter(({ status }) => status === 200);
    await kept[0]?.end();
    expect((await hub.openStream(headers)).status).toBe(200);
    for (const { end } of [other, ...kept.slice(1)]) await end();
  });

  it('describes every procedure of the contract', async () => {
    const headers = { authorization: hub.bearer() };
    const document = JSON.parse((await hub.call('/api/openapi.json', { headers })).text);
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/analytics/overview', '/imports/{importId}/undo', '/system/events', '/upload']),
    );
    const docs = (await hub.call('/api/docs', { headers })).text;
    expect(docs).toContain('/api/analytics/overview');
    expect(docs).not.toMatch(/<script|https?:\/\//);
  });
});

describe('ports', () => {
  it('takes the next free port when nobody asked for this one', async () => {
    const other = await hub.another(hub.server.port);
    expect(other.port).not.toBe(hub.server.port);
    await other.close();
  });

  it('says that the asked port is taken', async () => {
    await expect(hub.another(hub.server.port, true)).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      details: { port: hub.server.port },
    });
  });

  it('ends open event streams when it closes', async () => {
    const other = await hub.another();
    const ended = new Promise<void>((resolve, reject) => {
      const headers = { authorization: hub.bearer(), accept: 'text/event-stream' };
      const sent = request({ host: '127.0.0.1', port: other.port, path: '/api/system/events', headers }, (response) => {
        response.once('data', () => void other.close());
        response.once('close', resolve).once('error', () => resolve());
      });
      sent.on('error', reject).end();
    });
    await ended;
  });
});
