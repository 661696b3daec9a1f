/** The line to a stand-in without a socket, in real or virtual time. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Later } from '../../src-main/resilience/index.ts';
import type { Transport } from '../../src-main/sync/platform/index.ts';
import type { FakePlatform } from './fake-platform.ts';

export function fakeTransport(fake: Pick<FakePlatform, 'handle' | 'name'>, later: Later): Transport {
  return (request, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const handled = fake.handle(request);
      const giveUp = () => {
        callOff();
        reject(unreachable(fake.name, signal.reason));
      };
      let callOff = () => signal.removeEventListener('abort', giveUp);
      signal.addEventListener('abort', giveUp, { once: true });
      if (handled.outcome === 'dropped') {
        callOff();
        reject(unreachable(fake.name, undefined));
      } else if (handled.outcome === 'answer') {
        const stop = later(handled.delay, () => {
          callOff();
          resolve(handled.response);
        });
        callOff = () => {
          stop();
          signal.removeEventListener('abort', giveUp);
        };
      }
    });
}

function unreachable(platform: string, cause: unknown): AppError {
  return new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { platform }, cause });
}
