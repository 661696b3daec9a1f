/** The delimiter is the one that cuts the first records into equally many fields, quotes respected. */
import type { Delimiter } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { CsvScanner } from './csv-scanner.ts';
import { preambleBytes } from './text-reader.ts';

const CANDIDATES: readonly Delimiter[] = [',', '\t', ';', '|'];
/** A title above the headings or a total below the rows weighs little among so many. */
const SAMPLE_RECORDS = 200;

export type Newline = '\n' | '\r\n' | '\r';

/** `text` is the beginning of the file as UTF-8; `whole` says that it is all of it. */
export function detectDelimiter(text: Uint8Array, whole: boolean): Delimiter {
  const preamble = preambleBytes(text);
  const stated = String.fromCharCode(text[preamble - 1] ?? 0).replace(
    '"',
    String.fromCharCode(text[preamble - 2] ?? 0),
  );
  const named = preamble > 3 ? CANDIDATES.find((candidate) => candidate === stated) : undefined;
  if (named !== undefined) return named;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const candidate of CANDIDATES) {
    const score = consistency(fieldCounts(text, preamble, candidate, whole));
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** The kind of newline that comes first. */
export function detectNewline(text: Uint8Array): Newline {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === 0x0a) return '\n';
    if (text[i] === 0x0d) return text[i + 1] === 0x0a ? '\r\n' : '\r';
  }
  return '\n';
}

function fieldCounts(text: Uint8Array, skip: number, delimiter: Delimiter, whole: boolean): number[] {
  const scanner = new CsvScanner(delimiter, text.length);
  scanner.bytes.set(text);
  scanner.length = text.length;
  scanner.skip(skip);
  try {
    scanner.scan(whole);
    // One record alone, cut by the end of the sample.
    if (scanner.records === 0 && !whole) scanner.scan(true);
  } catch (error) {
    // What cannot be read with this delimiter is not written with it: reading will say so if it was the right one.
    if (!(error instanceof AppError)) throw error;
    return [];
  }
  const records = Math.min(scanner.records, SAMPLE_RECORDS);
  return Array.from({ length: records }, (_, r) => scanner.offsets[r + 1]! - scanner.offsets[r]!);
}

/** 0 for a delimiter that cuts nothing; up to 2.5 for one that cuts every record alike, the first too, into many. */
function consistency(counts: readonly number[]): number {
  const often = new Map<number, number>();
  for (const count of counts) if (count > 1) often.set(count, (often.get(count) ?? 0) + 1);
  let mode = 0;
  for (const [count, times] of often) if (times > (often.get(mode) ?? 0)) mode = count;
  if (mode === 0) return 0;
  // `1,5;2,5` has a comma in every record but the one with the headings.
  const first = counts[0] === mode ? 0.5 : 0;
  return often.get(mode)! / counts.length + first + Math.min(mode, 50) / 50;
}
