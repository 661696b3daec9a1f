/** A disk of a few megabytes, which can be filled up and made read-only: a tmpfs of its own. Needs root, as CI is. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly directory: string;
  /** Leaves not one free block. */
  fill(): void;
  free(): void;
  makeReadOnly(): void;
  remove(): void;
}

export function smallDisk(megabytes: number): SmallDisk {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory]);
  const filler = join(directory, 'filler');
  return {
    directory,
    fill() {
      const { bsize } = statfsSync(directory);
      const file = openSync(filler, 'w');
      // Until there is no room, whatever others write meanwhile.
      while (tookBlock(file, bsize));
      closeSync(file);
    },
    free: () => rmSync(filler),
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', directory]),
    remove() {
      execFileSync('umount', ['-l', directory]);
      rmdirSync(directory);
    },
  };
}

/** Gives false when the disk is full. */
function tookBlock(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}
