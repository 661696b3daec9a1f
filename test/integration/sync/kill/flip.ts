/** One bit of a file is another: what a bad disk or a bad memory does without a word. */
import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The files of the outbox, each as often as its loss would weigh. */
const FILES = ['mendian.db', 'mendian.db', 'mendian.db', 'mendian.db-wal', 'outbox.db', 'outbox.db-wal'] as const;

/** Flips a bit of one of the files in a data directory. Gives where it was, in words. */
export function flipSomewhere(directory: string, random: () => number): string {
  const files = FILES.filter((name) => (statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0) > 0);
  const name = files[Math.floor(random() * files.length)]!;
  return `${flipByte(join(directory, name), random)} of ${name}`;
}

/** Gives where it was, in words. */
function flipByte(file: string, random: () => number): string {
  const at = Math.floor(random() * statSync(file).size);
  const bit = Math.floor(random() * 8);
  flipBit(file, at, bit);
  return `bit ${bit} of byte ${at}`;
}

/** Flips a bit of a byte, which lies on the disk when this returns. */
export function flipBit(file: string, at: number, bit: number): void {
  const handle = openSync(file, 'r+');
  try {
    const byte = Buffer.alloc(1);
    readSync(handle, byte, 0, 1, at);
    byte[0]! ^= 1 << bit;
    writeSync(handle, byte, 0, 1, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
