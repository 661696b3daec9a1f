/** One bit of a file is another: what a bad disk or a bad memory does without a word. */
import { closeSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';

/** Gives where it was, in words. */
export function flipByte(file: string, random: () => number): string {
  const at = Math.floor(random() * statSync(file).size);
  const bit = Math.floor(random() * 8);
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
  return `bit ${bit} of byte ${at}`;
}
