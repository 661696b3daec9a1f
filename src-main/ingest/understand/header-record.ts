/** Finds the heading row, of two the lower: the one with the most headings we know; else the first, when it is words above numbers. */
import { readHeading } from './heading.ts';
import { headingsAt } from './headings-at.ts';
import { isKnownHeading } from './synonym-index.ts';

/** Title lines above the headings are few. */
const RECORDS_LOOKED_AT = 30;

/** Gives the zero-based record of the headings, -1 when the file has none. */
export function findHeaderRecord(rows: readonly string[][], known?: (row: readonly string[]) => boolean): number {
  const candidates = rows.slice(0, RECORDS_LOOKED_AT).map((_, record) => headingsAt(rows, record));
  const saved = known ? candidates.findIndex(known) : -1;
  if (saved >= 0) return saved;
  const scores = candidates.map((row) => new Set(row.map((cell) => knownKey(cell)).filter((key) => key !== null)).size);
  const best = Math.max(0, ...scores);
  if (best >= 2) return scores.indexOf(best);
  const widest = Math.max(0, ...candidates.map(filled));
  const first = candidates.findIndex((row) => filled(row) >= Math.max(1, widest * 0.7));
  return first >= 0 && looksLikeHeadings(candidates[first]!, candidates.slice(first + 1)) ? first : -1;
}

function knownKey(cell: string): string | null {
  if (cell.length > 80 || cell.trim() === '') return null;
  const heading = readHeading(cell);
  return isKnownHeading(heading) ? heading.bareKey : null;
}

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '').length;
}

/** Words, no two alike, and below them at least one column of something else than words. */
function looksLikeHeadings(row: readonly string[], below: readonly string[][]): boolean {
  const words = row.map((cell) => cell.trim());
  const given = words.filter((word) => word !== '');
  if (given.some((word) => /^[-+$¥€£]?\d/.test(word)) || new Set(given).size < given.length) return false;
  return (
    below.length === 0 || below.some((other) => other.some((cell, i) => /\d/.test(cell) && !/\d/.test(words[i] ?? '')))
  );
}
