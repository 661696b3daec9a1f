/**
 * A small file beside `cache.db` that stands as long as every invalidation that was asked for is in there. It is taken
 * away while one is not (the file is locked, the disk is full): a process that ends in that state must not find entries
 * again that it had declared invalid. Taking a file away works on a full disk too.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';

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
