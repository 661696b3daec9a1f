/** A sequence of requests, its keys numbered from 0 in the order of their first request. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { BenchUsage } from '../bench.ts';

export interface Trace {
  readonly name: string;
  readonly keys: Int32Array;
  readonly distinct: number;
  /** Bytes by key; null: every entry counts as one. */
  readonly bytes: Float64Array | null;
}

export function traceOf(name: string, requests: Iterable<number>, bytesOf: ((key: number) => number) | null): Trace {
  const numbers = new Map<number, number>();
  const keys: number[] = [];
  for (const request of requests) {
    let key = numbers.get(request);
    if (key === undefined) {
      key = numbers.size;
      numbers.set(request, key);
    }
    keys.push(key);
  }
  const bytes = bytesOf === null ? null : Float64Array.from(numbers.keys(), bytesOf);
  return { name, keys: Int32Array.from(keys), distinct: numbers.size, bytes };
}

/**
 * Reads a file of one key a line, with `,bytes` behind it if its entries differ in size; the first bytes of a key count.
 * Empty lines are skipped.
 * @throws BenchUsage when it cannot be read, has no requests, or has a line whose bytes are no positive number.
 */
export async function readTrace(file: string): Promise<Trace> {
  const numbers = new Map<string, number>();
  const keys: number[] = [];
  const bytes: number[] = [];
  let sized = false;
  let lineNumber = 0;
  for await (const line of linesOf(file)) {
    lineNumber++;
    if (line.trim() === '') continue;
    const comma = line.lastIndexOf(',');
    const text = (comma === -1 ? line : line.slice(0, comma)).trim();
    const size = comma === -1 ? 1 : Number(line.slice(comma + 1));
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) {
      throw new BenchUsage(`${file}, line ${lineNumber}: "${line.slice(comma + 1).trim()}" is no number of bytes.`);
    }
    sized ||= comma !== -1;
    let key = numbers.get(text);
    if (key === undefined) {
      key = numbers.size;
      numbers.set(text, key);
      bytes.push(size);
    }
    keys.push(key);
  }
  if (keys.length === 0) throw new BenchUsage(`${file} has no requests: one key a line is wanted.`);
  return {
    name: file,
    keys: Int32Array.from(keys),
    distinct: numbers.size,
    bytes: sized ? Float64Array.from(bytes) : null,
  };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  try {
    // Before the lines are asked for: what cannot be opened would end them without a word of it.
    await once(input, 'readable');
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new BenchUsage(`${file} cannot be read: ${error.message}.`);
  }
}
