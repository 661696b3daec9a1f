/**
 * Ids that sort by time (RFC 9562, version 7). A writing task has no source of chance, so its caller hands it a seed of 128
 * bits, and each id takes its random part from the seed and its number: one seed never gives the same id twice.
 */
import { createHash } from 'node:crypto';

const SEED_WORDS = 4;
const WORD = 2 ** 32;
/** RFC 9562, method 1: ids of one millisecond are told apart, and put in order, by these 12 bits. */
const COUNTER_BITS = 0xfff;

/** Gives 128 bits as hexadecimal digits. @param random in [0, 1), of at least 32 bits. */
export function createSeed(random: () => number): string {
  return Array.from({ length: SEED_WORDS }, () =>
    Math.floor(random() * WORD)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}

/** Gives the id of a number under a seed. @param now UTC milliseconds. */
export function uuid7(now: number, seed: string, number: number): string {
  const chance = createHash('sha256').update(`${seed}/${number}`).digest('hex');
  const time = Math.max(0, Math.floor(now)).toString(16).padStart(12, '0').slice(-12);
  const counter = (number & COUNTER_BITS).toString(16).padStart(3, '0');
  const variant = (8 + (Number.parseInt(chance.slice(0, 1), 16) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${chance.slice(1, 4)}-${chance.slice(4, 16)}`;
}
