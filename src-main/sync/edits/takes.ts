/** Which kinds of changes each platform takes: a change that a platform would never take is not made. */
import type { Platform, PushKind } from '../platform/index.ts';

export type Takes = Readonly<Record<string, readonly PushKind[]>>;

export function takesOf(platforms: readonly Pick<Platform, 'name' | 'capabilities'>[]): Takes {
  return Object.fromEntries(
    platforms.map(({ name, capabilities }) => [name, Object.keys(capabilities.push) as PushKind[]]),
  );
}
