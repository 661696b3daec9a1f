import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppEvent } from '#shared/contract/index.ts';
import { type ApiClient, servePort } from '../../../src-main/api/index.ts';
import { createEngine } from '../../../src-main/engine/index.ts';
import { type RunningEngine, startEngine } from '../api/running-engine.ts';

const running: RunningEngine[] = [];

async function start(...options: Parameters<typeof startEngine>): Promise<RunningEngine> {
  const engine = await startEngine(...options);
  running.push(engine);
  return engine;
}

function writeOrders(directory: string, store: string, orders: number): string {
  const file = join(directory, 'orders.csv');
  const rows = Array.from({ length: orders }, (_, i) => `${store}-${i},${store},2026-01-05 10:00,P1,Tea,2,3.50`);
  writeFileSync(
    file,
    ['order number,store,order date,product code,product name,quantity,unit price', ...rows].join('\n'),
  );
  return file;
}

async function importFile({ api, grants }: RunningEngine['engine'], path: string): Promise<void> {
  const [granted] = await grants.grantAll([path]);
  const { files } = await api.ingest.inspect({ files: [{ fileId: granted!.fileId }] });
  const planned = files.map(({ fileId, settings }) => ({ fileId, settings: settings! }));
  const { importId } = await api.ingest.start({ plan: { files: planned }, dryRun: false });
  for await (const progress of await api.ingest.progress({ importId })) {
    if (progress.phase === 'done') expect(progress.state).toBe('committed');
  }
}

afterEach(async () => {
  for (const engine of running.splice(0)) await engine.cleanUp();
});

describe('two engines in one process', () => {
  it('share nothing: data, events, settings, grants', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const heardOfOne: AppEvent[] = [];
    const heardOfTwo: AppEvent[] = [];
    one.engine.events.listen((event) => void heardOfOne.push(event));
    two.engine.events.listen((event) => void heardOfTwo.push(event));
    await importFile(one.engine, writeOrders(one.directory, 'S1', 3));
    await one.engine.api.system.updateSettings({ theme: 'dark' });
    expect(await one.engine.api.system.info()).toMatchObject({ orders: 3, stores: 1, settings: { theme: 'dark' } });
    expect(await two.engine.api.system.info()).toMatchObject({ orders: 0, stores: 0, settings: { theme: 'system' } });
    expect(heardOfOne.map(({ type }) => type)).toContain('data-changed');
    expect(heardOfTwo.filter((event) => heardOfOne.includes(event))).toEqual([]);
    // Its own health it may tell of meanwhile, and nothing else.
    expect(heardOfTwo.map(({ type }) => type).filter((type) => type !== 'health-changed')).toEqual([]);
    const [grant] = await one.engine.grants.grantAll([join(one.directory, 'orders.csv')]);
    await expect(two.engine.api.ingest.inspect({ files: [{ fileId: grant!.fileId }] })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });

  it('cannot have one data directory: the second says that it is in use, and the first goes on', async () => {
    const first = await start();
    const second = createEngine({ dataDirectory: first.directory, mode: 'hub', version: '0' });
    await expect(second.start()).rejects.toMatchObject({ code: 'DATABASE_IN_USE', details: { service: 'database' } });
    expect((await first.engine.api.system.health()).state).toBe('healthy');
  });
});

describe('an engine', () => {
  it('touches nothing before it starts, and answers calls made meanwhile once it has', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'mendian-engine-'));
    const dataDirectory = join(parent, 'data');
    const engine = createEngine({ dataDirectory, mode: 'hub', version: '0' });
    await expect(engine.api.system.info()).rejects.toMatchObject({ code: 'ENGINE_STARTING' });
    expect(existsSync(dataDirectory)).toBe(false);
    const starting = engine.start();
    expect(await engine.api.system.info()).toMatchObject({ firstStart: true });
    await starting;
    await engine.close();
    rmSync(parent, { recursive: true, force: true });
  });

  it('says of its cache that it is still being filled, until it is', async () => {
    const { engine } = await start();
    const factsOfCache = () => engine.health().services.find(({ name }) => name === 'cache')?.facts;
    expect(factsOfCache()).not.toHaveProperty('filling');
    const keeping = engine.keepTime();
    expect(factsOfCache()).toMatchObject({ filling: true });
    await keeping;
    await expect.poll(factsOfCache).not.toHaveProperty('filling');
  });

  it('tells of changed data after an import, and of the way back', async () => {
    const { engine, directory } = await start();
    const heard: string[] = [];
    engine.events.listen(({ type }) => void heard.push(type));
    await importFile(engine, writeOrders(directory, 'S1', 2));
    expect(heard).toEqual(expect.arrayContaining(['data-changed', 'import-changed']));
    const { imports } = await engine.api.ingest.history({});
    expect(await engine.api.ingest.undo({ importId: imports[0]!.id })).toEqual({ orders: 2 });
    expect((await engine.api.system.info()).orders).toBe(0);
  });

  it('tells every window of what staff change in one of them', async () => {
    const { engine, directory } = await start();
    await importFile(engine, writeOrders(directory, 'S1', 2));
    const [store] = (await engine.api.stores.list()).stores;
    const { id } = store!;
    const { products } = await engine.api.products.list({ storeId: id });
    let heard: AppEvent[] = [];
    engine.events.listen((event) => void heard.push(event));
    await engine.api.stores.update({ id, name: 'Harbour Street' });
    expect(heard).toMatchObject([{ type: 'data-changed', stores: [id] }]);
    heard = [];
    const { editId } = await engine.api.products.edit({
      storeId: id,
      edits: [{ productId: products[0]!.id, name: 'Green tea' }],
    });
    expect(heard).toMatchObject([{ type: 'data-changed', stores: [id] }]);
    heard = [];
    await engine.api.products.undo({ editId });
    expect(heard).toMatchObject([{ type: 'data-changed', stores: 'all' }]);
    heard = [];
    await expect(engine.api.stores.update({ id: 99 as typeof id, name: 'Nowhere' })).rejects.toThrow();
    expect(heard).toEqual([]);
  });

  it('finds nothing wrong with itself after an import and a backup', async () => {
    const { engine, directory } = await start();
    await importFile(engine, writeOrders(directory, 'S1', 5));
    await engine.api.system.createBackup();
    expect((await engine.examine()).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('restores a backup, and tells the pages to take everything anew', async () => {
    const { engine, directory } = await start();
    const { fileName } = await engine.api.system.createBackup();
    await importFile(engine, writeOrders(directory, 'S1', 4));
    const heard: unknown[] = [];
    engine.events.listen((event) => void (event.type === 'data-changed' && heard.push(event)));
    const { setAside } = await engine.api.system.restoreBackup({ fileName });
    expect(existsSync(setAside)).toBe(true);
    expect((await engine.api.system.info()).orders).toBe(0);
    expect(heard).toMatchObject([{ type: 'data-changed', stores: 'all' }]);
  });

  it('refuses a restore while an import runs, which it would undo', async () => {
    const { engine, directory } = await start();
    const { fileName } = await engine.api.system.createBackup();
    const [granted] = await engine.grants.grantAll([writeOrders(directory, 'S1', 20_000)]);
    const { files } = await engine.api.ingest.inspect({ files: [{ fileId: granted!.fileId }] });
    const plan = { files: files.map(({ fileId, settings }) => ({ fileId, settings: settings! })) };
    const { importId } = await engine.api.ingest.start({ plan, dryRun: false });
    await expect(engine.api.system.restoreBackup({ fileName })).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
    let end: string | null = null;
    for await (const { state } of await engine.api.ingest.progress({ importId })) end = state;
    expect(end).toBe('committed');
    expect((await engine.api.system.info()).orders).toBe(20_000);
    await engine.api.system.restoreBackup({ fileName });
    expect((await engine.api.system.info()).orders).toBe(0);
  });

  it('logs what goes wrong in a worker thread under the trace id that the caller was told', async () => {
    const lines: string[] = [];
    const { engine } = await start({ mirrorLog: (text) => void lines.push(text) });
    const failure: unknown = await engine.api.orders.detail({ id: 999_999, unmask: true }).catch((error) => error);
    expect(failure).toMatchObject({ code: 'NOT_FOUND', data: { appError: true } });
    const { traceId } = (failure as { data: { traceId: string } }).data;
    const logged = lines.map((text) => JSON.parse(text)).filter((entry) => entry.traceId === traceId);
    expect(logged.map(({ message }) => message)).toEqual(expect.arrayContaining(['task failed', 'call refused']));
  });

  it('notes what a caller got wrong without making an error of it, so that errors stand out', async () => {
    const lines: string[] = [];
    const { engine } = await start({ mirrorLog: (text) => void lines.push(text) });
    await engine.api.orders.detail({ id: 999_999, unmask: true }).catch(() => null);
    const logged = lines.map((text) => JSON.parse(text)).filter(({ message }) => message === 'task failed');
    expect(logged).toMatchObject([{ level: 'info', code: 'NOT_FOUND' }]);
    expect(logged[0]).not.toHaveProperty('stack');
  });
});

describe('an engine whose log cannot be written', () => {
  it('starts all the same, and says so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mendian-engine-'));
    writeFileSync(join(directory, 'logs'), 'in the way');
    const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: '0.0.0-test' });
    try {
      await engine.start();
      expect(await engine.api.system.info()).toMatchObject({ orders: 0 });
      const log = engine.health().services.find(({ name }) => name === 'log');
      expect(log?.state).toBe('failed');
      expect(engine.health().state).toBe('degraded');
    } finally {
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

describe('the API over a MessagePort', () => {
  it('answers, fails in one shape, and streams events until the port closes', async () => {
    const { engine } = await start();
    const { port1, port2 } = new MessageChannel();
    servePort(engine.router, port1);
    const client: ApiClient = createORPCClient(new RPCLink({ port: port2 }));
    port2.start();
    expect(await client.system.info()).toMatchObject({ mode: 'hub', orders: 0 });
    const failure: unknown = await client.system.updateSettings({ defaultCurrency: 'yuan' }).catch((error) => error);
    expect(failure).toMatchObject({
      code: 'INVALID_INPUT',
      data: { appError: true, details: { fields: 'defaultCurrency' }, traceId: expect.stringMatching(/^[\da-f]{16}$/) },
    });
    const events = await client.system.events();
    expect((await events.next()).value).toMatchObject({ type: 'hello' });
    await client.system.updateSettings({ theme: 'dark' });
    expect((await events.next()).value).toMatchObject({ type: 'settings-changed', settings: { theme: 'dark' } });
    const closed = new Promise((resolve) => port1.once('close', resolve));
    port2.close();
    await closed;
    await new Promise((resolve) => setImmediate(resolve));
    expect(engine.events.listeners).toBe(0);
  });

  it('outlives a page that does not speak its language', async () => {
    const { engine } = await start();
    const { port1, port2 } = new MessageChannel();
    let malformed = 0;
    servePort(engine.router, port1, () => malformed++);
    const hostile = [undefined, 7, 'x', '{}', 'null', '{"i":"1","t":3}', '{"i":"1","p":{"u":5}}', new Uint8Array(4)];
    for (const message of hostile) port2.postMessage(message);
    // An unhandled rejection fails the whole run.
    const client: ApiClient = createORPCClient(new RPCLink({ port: port2 }));
    port2.start();
    expect(await client.system.info()).toMatchObject({ mode: 'hub' });
    expect(malformed).toBe(hostile.length);
    port2.close();
  });

  it('refuses a body it cannot read in the one shape', async () => {
    const { engine } = await start();
    const { port1, port2 } = new MessageChannel();
    servePort(engine.router, port1);
    const answered = new Promise<string>((resolve) => port2.once('message', resolve));
    const meta = [[1, '__proto__', 'polluted']];
    port2.postMessage(
      JSON.stringify({ i: '1', p: { u: '/analytics/overview', b: { json: { stores: 'all' }, meta } } }),
    );
    expect(JSON.parse(await answered).p.b.json).toMatchObject({ code: 'INVALID_INPUT', data: { appError: true } });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    port2.close();
  });
});
