/** Which kinds of changes each platform accepts, by its name: other changes are not put into the outbox. */
import type { Platform, PushKind } from '../platform/index.ts';

export type Takes = Readonly<Record<string, readonly PushKind[]>>;

/** Gives them from what the platforms declare. */
export function takesOf(platforms: readonly Pick<Platform, 'name' | 'capabilities'>[]): Takes {
  return Object.fromEntries(
    platforms.map(({ name, capabilities }) => [name, Object.keys(capabilities.push) as PushKind[]]),
  );
}
