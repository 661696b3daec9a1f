import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import { createContainer, type Service, type ServiceCondition } from '../../../src-main/engine/container/index.ts';
import { createLog, createTrace } from '../../../src-main/logging/index.ts';

const log = createLog({ destinations: [], level: 'error', trace: createTrace(), now: Date.now });

interface Wish {
  readonly requires?: readonly string[];
  readonly optional?: boolean;
  readonly failsWith?: unknown;
  readonly condition?: () => ServiceCondition;
  readonly close?: () => Promise<void>;
}

/** Services that write down what happens to them. */
function createServices(wishes: Readonly<Record<string, Wish>>): { services: Service[]; story: string[] } {
  const story: string[] = [];
  const services = Object.entries(wishes).map(([name, wish]) => ({
    name,
    requires: wish.requires ?? [],
    optional: wish.optional ?? false,
    async initialize() {
      story.push(`+${name}`);
      if ('failsWith' in wish) throw wish.failsWith;
    },
    health: wish.condition ?? (() => ({ state: 'healthy' as const, facts: {} })),
    async close() {
      story.push(`-${name}`);
      await wish.close?.();
    },
  }));
  return { services, story };
}

const miswired = (wishes: Readonly<Record<string, Wish>>) => () =>
  createContainer({ services: createServices(wishes).services, log });

describe('starting and closing', () => {
  it('starts in dependency order and closes in the reverse', async () => {
    const { services, story } = createServices({
      api: { requires: ['database', 'log'] },
      database: { requires: ['config'] },
      log: {},
      config: {},
    });
    const container = createContainer({ services, log });
    await container.start();
    await container.close();
    expect(story).toEqual(['+config', '+database', '+log', '+api', '-api', '-log', '-database', '-config']);
  });

  it('closes everything once, however often it is asked', async () => {
    const { services, story } = createServices({ one: {} });
    const container = createContainer({ services, log });
    await container.start();
    await Promise.all([container.close(), container.close()]);
    await container.close();
    expect(story).toEqual(['+one', '-one']);
  });

  it('starts nothing further once it is asked to close', async () => {
    const { services, story } = createServices({ one: {}, two: {} });
    const container = createContainer({ services, log });
    const starting = container.start();
    const closing = container.close();
    await Promise.all([starting, closing]);
    expect(story).toEqual(['+one', '-one']);
    await expect(createContainerThatClosed().start()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('goes on closing when a service fails to, or never ends', async () => {
    const { services, story } = createServices({
      first: {},
      stuck: { close: () => new Promise(() => undefined) },
      broken: { close: () => Promise.reject(new Error('no')) },
    });
    const container = createContainer({ services, log, closeTimeout: 1 });
    await container.start();
    await container.close();
    expect(story.slice(3)).toEqual(['-broken', '-stuck', '-first']);
  });
});

function createContainerThatClosed() {
  const container = createContainer({ services: [], log });
  void container.close();
  return container;
}

describe('a service that fails to start', () => {
  it('stops the app when it is required: what had started is closed, the error names service and cause', async () => {
    const { services, story } = createServices({ a: {}, b: {}, c: { failsWith: new Error('no room') }, d: {} });
    const container = createContainer({ services, log });
    await expect(container.start()).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      details: { service: 'c', cause: 'no room' },
    });
    expect(story).toEqual(['+a', '+b', '+c', '-b', '-a']);
    expect(container.health().state).toBe('failed');
  });

  it('keeps the code of a known cause, so that its own sentence is shown', async () => {
    const failsWith = new AppError('DATABASE_IN_USE', { details: { directory: 'd' } });
    const { services } = createServices({ database: { failsWith } });
    await expect(createContainer({ services, log }).start()).rejects.toMatchObject({
      code: 'DATABASE_IN_USE',
      details: { directory: 'd', service: 'database' },
      cause: failsWith,
    });
  });

  it('leaves the app degraded when it is optional, with the optional ones that require it', async () => {
    const { services, story } = createServices({
      redis: { optional: true, failsWith: new Error('refused') },
      warmup: { optional: true, requires: ['redis'] },
      api: {},
    });
    const container = createContainer({ services, log });
    await container.start();
    expect(story).toEqual(['+redis', '+api']);
    expect(container.health()).toMatchObject({
      state: 'degraded',
      services: [
        { name: 'redis', state: 'failed', facts: { cause: 'refused' } },
        { name: 'warmup', state: 'failed' },
        { name: 'api', state: 'healthy' },
      ],
    });
  });

  it('stops the app when a required service requires the optional one', async () => {
    const { services } = createServices({
      redis: { optional: true, failsWith: new Error('refused') },
      api: { requires: ['redis'] },
    });
    await expect(createContainer({ services, log }).start()).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      details: { service: 'api' },
    });
  });
});

describe('wiring', () => {
  it('names the circle of services that require each other', () => {
    expect(miswired({ a: { requires: ['b'] }, b: { requires: ['c'] }, c: { requires: ['b'] } })).toThrow('b → c → b');
  });

  it('names what is required and does not exist', () => {
    expect(miswired({ a: { requires: ['ghost'] } })).toThrow('a requires ghost');
  });

  it('refuses two services of one name', () => {
    const { services } = createServices({ a: {} });
    expect(() => createContainer({ services: [...services, ...services], log })).toThrow('two services are called a');
  });
});

describe('health', () => {
  it('is as bad as the worst required service, and never better than degraded with an unwell one', async () => {
    let state: ServiceCondition['state'] = 'healthy';
    const { services } = createServices({
      core: { condition: () => ({ state, facts: {} }) },
      side: { optional: true },
    });
    const container = createContainer({ services, log });
    expect(container.health().state).toBe('starting');
    await container.start();
    expect(container.health().state).toBe('healthy');
    state = 'degraded';
    expect(container.health().state).toBe('degraded');
    state = 'failed';
    expect(container.health().state).toBe('failed');
    await container.close();
    expect(container.health().state).toBe('stopped');
  });

  it('counts a service that cannot even say how it is as failed', async () => {
    const { services } = createServices({
      odd: {
        optional: true,
        condition() {
          throw new Error('lost');
        },
      },
    });
    const container = createContainer({ services, log });
    await container.start();
    expect(container.health()).toMatchObject({ state: 'degraded', services: [{ facts: { cause: 'lost' } }] });
  });
});
