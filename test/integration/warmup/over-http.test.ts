import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../src-main/api/http/server.ts';
import { type RunningEngine, startEngine } from '../api/running-engine.ts';

let running: RunningEngine;
let server: HttpServer;

beforeAll(async () => {
  running = await startEngine({ env: { WARMUP_ENABLED: 'false', WARMUP_ORDER_DAYS: '3' } });
  const { engine, directory } = running;
  writeFileSync(join(directory, 'index.html'), '<html></html>');
  server = await startHttpServer({
    webhook: engine.hearWebhook,
    router: engine.router,
    version: engine.version,
    host: '127.0.0.1',
    port: 0,
    fixed: false,
    pageDirectory: directory,
    accessTokenFile: engine.paths.accessToken,
    sessionFile: engine.paths.sessions,
    upload: {
      directory: join(directory, 'uploads'),
      maxBytes: 1,
      grant: () => Promise.reject(new Error('no uploads')),
    },
    allowedHosts: [],
    log: engine.log,
    trace: engine.trace,
    random: randomBytes,
    now: engine.now,
  });
});

afterAll(async () => {
  await server.close();
  await running.cleanUp();
});

async function call(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${server.port}/api/warmup/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${readFileSync(running.engine.paths.accessToken, 'utf8').trim()}`,
      'Content-Type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function ended(): Promise<void> {
  for await (const { run } of await running.engine.api.warmup.progress()) if (run === null) return;
}

describe('warmup over HTTP', () => {
  it('tells its status in the shape that was agreed on', async () => {
    expect(await call('GET', 'status')).toEqual({
      status: 200,
      body: {
        success: true,
        data: {
          enabled: false,
          last_full_warmup: null,
          last_incremental_warmup: null,
          next_scheduled: null,
          // The start itself has asked for something.
          stats: {
            total_orders_warmed: 0,
            cache_hit_rate: expect.stringMatching(/^\d+\.\d%$/),
            last_warmup_duration: null,
          },
        },
      },
    });
  });

  it('starts, answers 409 with the id of the one that runs, and is found in the history', async () => {
    const leave = new Promise((resolve) => setImmediate(resolve));
    const [first, second] = await Promise.all([
      call('POST', 'trigger', { type: 'full', days: 7 }),
      leave.then(() => call('POST', 'trigger', { type: 'incremental' })),
    ]);
    const [begun, refused] = first.status === 200 ? [first, second] : [second, first];
    expect(begun).toMatchObject({
      status: 200,
      body: { success: true, task_id: expect.stringMatching(/^warmup_\d{8}_\d{6}$/) },
    });
    expect(Object.keys(begun.body).sort()).toEqual(['message', 'success', 'task_id']);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        success: false,
        task_id: begun.body.task_id,
        code: 'WARMUP_RUNNING',
        message: `A warmup is running already: ${begun.body.task_id}.`,
        data: { appError: true, details: { task_id: begun.body.task_id }, traceId: expect.any(String) },
      },
    });
    await ended();
    const history = await call('GET', 'history?limit=5');
    expect(history).toMatchObject({
      status: 200,
      body: { success: true, data: { runs: [{ task_id: begun.body.task_id, state: 'done' }] } },
    });
  });

  it('stops what runs, and says so when nothing does', async () => {
    expect(await call('POST', 'stop')).toEqual({
      status: 200,
      body: { success: true, message: 'No warmup is running.', task_id: null },
    });
  });

  it('takes the days of the environment where none are named', async () => {
    await call('POST', 'trigger', { type: 'incremental' });
    await ended();
    const { body } = await call('GET', 'history?limit=1');
    expect(body).toMatchObject({ data: { runs: [{ type: 'incremental', days: 3 }] } });
  });

  it.each([
    ['another type', { type: 'half' }],
    ['no days', { type: 'full', days: 0 }],
  ])('refuses %s', async (_, body) => {
    expect(await call('POST', 'trigger', body)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('writes a changed schedule to the configuration, and names what is wrong in one', async () => {
    const changed = await call('PUT', 'schedule', { entries: [{ job: 'full', expression: '15 1 * * *' }] });
    expect(changed.status).toBe(200);
    const { config } = running.engine.paths;
    expect(existsSync(config)).toBe(true);
    expect(JSON.parse(readFileSync(config, 'utf8'))).toMatchObject({ schedule: { full: '15 1 * * *' } });
    expect(await call('PUT', 'schedule', { entries: [{ job: 'full', expression: 'at night' }] })).toMatchObject({
      status: 422,
      body: { code: 'SCHEDULE_INVALID' },
    });
    expect(await call('POST', 'schedule/preview', { job: 'cleanup', expression: '0 3 * * *' })).toMatchObject({
      status: 200,
      body: { valid: true, problem: null, runs: expect.any(Array) },
    });
  });
});
