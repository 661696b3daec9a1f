/**
 * Any texts: all of them in one piece, and their lengths. Where neighbours begin alike (sorted codes), each keeps only how
 * many characters it shares with the one before and what is different (front coding).
 */
import { unreadable } from '../byte-stream.ts';
import type { ColumnSink, ColumnSource } from './column-stream.ts';
import { readNumbers, writeNumbers } from './numbers.ts';

/** The numbers are written: never renumber them. */
const CHARACTERS = { latin1: 0, utf8: 1, utf16: 2 } as const;

/** Front coding is slower to open: it has to save at least this share of the characters. */
const SHARED_SHARE = 0.25;
const LATIN1_ONLY = /^[\0-\xff]*$/;

/** Gives how many characters the texts have. */
export function writeTextBlock(out: ColumnSink, texts: readonly string[]): number {
  const shared = sharedBeginnings(texts);
  out.description.byte(shared ? 1 : 0);
  if (!shared) return writeJoined(out, texts);
  writeNumbers(out, shared);
  const different = texts.map((text, i) => text.slice(shared[i]!));
  return shared.reduce((sum, length) => sum + length, writeJoined(out, different));
}

/** Gives a function that tells a row's text. */
export function readTextBlock(source: ColumnSource, count: number): (row: number) => string {
  const front = source.description.byte() === 1;
  if (!front) return readJoined(source, count);
  const shared = readNumbers(source, count);
  const rest = readJoined(source, count);
  const texts: string[] = [];
  let before = '';
  for (let row = 0; row < count; row++) {
    before = before.slice(0, shared[row]!) + rest(row);
    texts.push(before);
  }
  return (row) => texts[row]!;
}

function sharedBeginnings(texts: readonly string[]): Int32Array | null {
  const shared = new Int32Array(texts.length);
  let characters = 0;
  let saved = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    if (i > 0) shared[i] = commonLength(texts[i - 1]!, text);
    saved += shared[i]!;
    characters += text.length;
    // What does not pay for the first texts is not looked for in the others.
    if (i === 1_000 && saved < characters * SHARED_SHARE) return null;
  }
  return saved >= characters * SHARED_SHARE && saved > 0 ? shared : null;
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

function writeJoined(out: ColumnSink, texts: readonly string[]): number {
  const joined = texts.join('');
  const characters = charactersOf(joined);
  out.description.byte(CHARACTERS[characters]);
  writeNumbers(
    out,
    Int32Array.from(texts, (text) => text.length),
  );
  out.stream(Buffer.from(joined, characters === 'utf16' ? 'utf16le' : characters));
  return joined.length;
}

/** Half of a surrogate pair, which files cut off by length do hold, has no UTF-8. */
function charactersOf(text: string): keyof typeof CHARACTERS {
  if (LATIN1_ONLY.test(text)) return 'latin1';
  return text.isWellFormed() ? 'utf8' : 'utf16';
}

function readJoined(source: ColumnSource, count: number): (row: number) => string {
  const characters = source.description.byte();
  const lengths = readNumbers(source, count);
  const bytes = source.stream();
  const joined = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(encodingOf(characters));
  const ends = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) ends[row + 1] = ends[row]! + lengths[row]!;
  if (ends[count] !== joined.length) throw unreadable('text length');
  return (row) => joined.slice(ends[row], ends[row + 1]);
}

function encodingOf(characters: number): 'latin1' | 'utf8' | 'utf16le' {
  if (characters === CHARACTERS.latin1) return 'latin1';
  if (characters === CHARACTERS.utf8) return 'utf8';
  if (characters === CHARACTERS.utf16) return 'utf16le';
  throw unreadable(`characters ${characters}`);
}
