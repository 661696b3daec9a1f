/**
 * Services start in dependency order and close in the reverse of the order they started in, whatever fails in between:
 * what has been initialized is closed exactly once.
 */

import type { Health } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Log } from '../../logging/index.ts';
import type { Service, ServiceCondition } from './service.ts';
import { startOrder } from './start-order.ts';

export interface ContainerOptions {
  readonly services: readonly Service[];
  readonly log: Log;
  /** How long one service may take to close before the next one's turn comes, in milliseconds. */
  readonly closeTimeout?: number;
}

export interface Container {
  /**
   * Starts every service. A failed optional one leaves the app degraded, together with the optional ones that require it.
   * @throws AppError with the cause's code (SERVICE_FAILED when it has none) and the service's name, after all was closed again.
   */
  start(): Promise<void>;
  /** Closes what has started. Safe to call often and while starting; never throws. */
  close(): Promise<void>;
  health(): Health;
}

type Place = 'waiting' | 'started' | 'failed' | 'closed';

/** The database needs up to 10 seconds to let a running write end. */
const CLOSE_TIMEOUT_MILLISECONDS = 15_000;

/** @throws AppError SERVICES_MISWIRED, see `startOrder`. */
export function createContainer({
  services,
  log,
  closeTimeout = CLOSE_TIMEOUT_MILLISECONDS,
}: ContainerOptions): Container {
  const ordered = startOrder(services);
  const places = new Map<string, Place>(ordered.map((service) => [service.name, 'waiting']));
  const causes = new Map<string, string>();
  const started: Service[] = [];
  let starting: Promise<void> | null = null;
  let closing: Promise<void> | null = null;

  function missingRequirement(service: Service): string | undefined {
    return service.requires.find((name) => places.get(name) !== 'started');
  }

  async function initialize(service: Service): Promise<void> {
    const missing = missingRequirement(service);
    if (missing !== undefined) {
      throw new AppError('SERVICE_FAILED', { details: { service: service.name, cause: `${missing} is not running` } });
    }
    await service.initialize();
    places.set(service.name, 'started');
    started.push(service);
  }

  async function startAll(): Promise<void> {
    for (const service of ordered) {
      if (closing) return;
      const began = performance.now();
      try {
        await initialize(service);
        log.debug('service started', { service: service.name, milliseconds: Math.round(performance.now() - began) });
      } catch (error) {
        places.set(service.name, 'failed');
        causes.set(service.name, causeOf(error));
        if (!service.optional) {
          log.error('required service failed', { service: service.name, error });
          await closeStarted();
          throw naming(service, error);
        }
        log.warn('optional service failed', { service: service.name, error });
      }
    }
  }

  async function closeStarted(): Promise<void> {
    for (let service = started.pop(); service; service = started.pop()) {
      const gaveUp = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => gaveUp.resolve('late'), closeTimeout);
      try {
        const outcome = await Promise.race([service.close(), gaveUp.promise]);
        if (outcome === 'late') log.error('service did not close in time', { service: service.name, closeTimeout });
      } catch (error) {
        log.error('service failed to close', { service: service.name, error });
      } finally {
        clearTimeout(timer);
        places.set(service.name, 'closed');
      }
    }
  }

  async function closeAll(): Promise<void> {
    // A start that is under way stops at its next service; its own failure is told to whoever called start.
    await Promise.allSettled([starting]);
    await closeStarted();
  }

  function conditionOf(service: Service): ServiceCondition | null {
    switch (places.get(service.name)) {
      case 'started':
        return askHealth(service);
      case 'failed':
        return { state: 'failed', facts: { cause: causes.get(service.name) ?? '' } };
      default:
        return null;
    }
  }

  function health(): Health {
    const idle = closing ? 'stopped' : 'starting';
    const states = ordered.map((service): Health['services'][number] => {
      const condition = conditionOf(service);
      return {
        name: service.name,
        optional: service.optional,
        state: condition?.state ?? idle,
        facts: { ...condition?.facts },
      };
    });
    return { state: closing ? 'stopped' : worst(states), services: states };
  }

  return {
    start() {
      if (closing) return Promise.reject(new AppError('SERVICE_UNAVAILABLE', { details: { service: 'engine' } }));
      starting ??= startAll();
      return starting;
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
    health,
  };
}

function askHealth(service: Service): ServiceCondition {
  try {
    return service.health();
  } catch (error) {
    return { state: 'failed', facts: { cause: causeOf(error) } };
  }
}

function worst(services: Health['services']): Health['state'] {
  if (services.some((service) => service.state === 'failed' && !service.optional)) return 'failed';
  if (services.some((service) => service.state === 'starting')) return 'starting';
  return services.every((service) => service.state === 'healthy') ? 'healthy' : 'degraded';
}

function causeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.message : String(error);
}

/** The same error with the service's name: its code still chooses the sentence that fits the cause best. */
function naming(service: Service, error: unknown): AppError {
  if (error instanceof AppError) {
    const { code, action, details } = error;
    return new AppError(code, { action, details: { ...details, service: service.name }, cause: error });
  }
  const details = { service: service.name, cause: causeOf(error) };
  return new AppError('SERVICE_FAILED', { action: 'park', details, cause: error });
}
