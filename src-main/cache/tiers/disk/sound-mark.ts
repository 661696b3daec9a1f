/**
 * A small file beside `cache.db` that stands as long as every invalidation that was asked for is in there. It is taken
 * away while one is not (the file is locked, the disk is full): a process that ends in that state must not find entries
 * again that it had declared invalid. Taking a file away works on a full disk too.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { TierLog } from '../surroundings.ts';

const markOf = (file: string) => `${file}.sound`;

export function isSound(file: string): boolean {
  return existsSync(markOf(file));
}

export function markSound(file: string): void {
  if (!isSound(file)) writeFileSync(markOf(file), '');
}

export function markUnsound(file: string): void {
  rmSync(markOf(file), { force: true });
}

/** Sets or takes away the mark; what keeps it from doing so is logged, and the caller tries again with the next change. */
export function noteSound(file: string, sound: boolean, log: TierLog): void {
  try {
    if (sound) markSound(file);
    else markUnsound(file);
  } catch (error) {
    // A disk that takes nothing any more: then no data can have changed on it either.
    log.write('error', 'cache file not marked', { sound, error: String(error) });
  }
}
