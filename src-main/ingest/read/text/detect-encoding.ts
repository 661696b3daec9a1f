/** The encoding is judged by what the bytes can be, never by where they come from: UTF-8 proves itself, the others by likelihood. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from '#shared/contract/index.ts';
import { countForeign, incompleteTail, repairUtf8 } from './utf8.ts';

/** What the samples of one file say, added up. */
export interface EncodingEvidence {
  utf8Characters: number;
  utf8Errors: number;
  /** Double bytes whose Hanzi is among the 3,755 of GB2312's first level (99.7 % of running text) or fullwidth punctuation. */
  gbCommon: number;
  /** The same of the 5,401 of Big5's first level. */
  big5Common: number;
  /** Double bytes that stand alone and end in a plain letter: as likely an accented letter and the plain one behind it. */
  lonePairs: number;
  pairs: number;
  /** Bytes that are no part of a double byte. */
  strays: number;
}

export function noEvidence(): EncodingEvidence {
  return { utf8Characters: 0, utf8Errors: 0, gbCommon: 0, big5Common: 0, lonePairs: 0, pairs: 0, strays: 0 };
}

/** The encoding that a byte order mark states, or that zero bytes betray; null when the bytes must be weighed. */
export function statedEncoding(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0x84 && head[1] === 0x31 && head[2] === 0x95 && head[3] === 0x33) return 'gb18030';
  return zeroByteEncoding(head);
}

/** Fewer plain characters than this say nothing. */
const LEAST_PLAIN = 4;

/** A table is full of delimiters, digits and newlines; in UTF-16 each has a zero byte, always on the same side. */
function zeroByteEncoding(head: Uint8Array): Encoding | null {
  let little = 0;
  let big = 0;
  let noText = 0;
  for (let i = 0; i + 1 < head.length; i += 2) {
    const [first, second] = [head[i]!, head[i + 1]!];
    if (first === 0 && second < 0x09) noText++;
    else if (second === 0 && isPlain(first)) little++;
    else if (first === 0 && isPlain(second)) big++;
  }
  const units = head.length >> 1;
  // Pairs of zeros and of control characters are in programs and pictures.
  if (noText * 50 > units || Math.max(little, big) < Math.max(LEAST_PLAIN, units / 20)) return null;
  // A few Hanzi, 一 (U+4E00) above all, have their zero on the other side.
  if (little > 4 * big) return 'utf-16le';
  return big > 4 * little ? 'utf-16be' : null;
}

function isPlain(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Adds what a stretch of the file says; it may begin and end inside a character. */
export function weigh(evidence: EncodingEvidence, sample: Uint8Array): void {
  if (isAscii(sample)) return;
  let from = 0;
  while (from < 3 && from < sample.length && (sample[from]! & 0xc0) === 0x80) from++;
  const whole = sample.subarray(from, sample.length - incompleteTail(sample, from, sample.length));
  if (isUtf8(whole)) {
    evidence.utf8Characters += countForeign(whole);
    return;
  }
  const copy = Uint8Array.from(whole);
  evidence.utf8Errors += repairUtf8(copy);
  evidence.utf8Characters += countForeign(copy);
  weighPairs(evidence, sample);
}

/** The encoding that explains the evidence best. */
export function likeliestEncoding(evidence: EncodingEvidence): Encoding {
  // A few scratches in a long UTF-8 text leave it UTF-8: no other encoding forms its sequences by chance.
  if (evidence.utf8Errors * 20 <= evidence.utf8Characters) return 'utf-8';
  const { gb18030, big5 } = hanziShares(evidence);
  if (Math.max(gb18030, big5) <= MOSTLY_HANZI) return 'windows-1252';
  return big5 > gb18030 ? 'big5' : 'gb18030';
}

const MOSTLY_HANZI = 0.6;

/** Of what is not ASCII, the share that each of the Chinese encodings reads as common Hanzi, 0 to 1. */
export function hanziShares(evidence: EncodingEvidence): Readonly<Record<'gb18030' | 'big5', number>> {
  const { gbCommon, big5Common, lonePairs, pairs, strays } = evidence;
  const doubles = pairs + strays;
  const isTold = big5Common * 2 > lonePairs;
  return {
    gb18030: doubles === 0 ? 0 : gbCommon / doubles,
    big5: isTold ? big5Common / (doubles - lonePairs) : 0,
  };
}

/** Counts double bytes: GB18030 and Big5 cut a text into the same ones, but each finds its common Hanzi elsewhere. */
function weighPairs(evidence: EncodingEvidence, bytes: Uint8Array): void {
  let i = 0;
  // No byte below 0x30 is ever part of a longer character, so counting may begin behind one.
  while (i < bytes.length && bytes[i]! >= 0x30) i++;
  if (i === bytes.length) i = 0;
  let behindPair = -1;
  while (i + 1 < bytes.length) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const trail = bytes[i + 1]!;
    if (lead > 0x80 && lead < 0xff && trail >= 0x40 && trail !== 0x7f && trail < 0xff) {
      evidence.pairs++;
      if (isGbCommon(lead, trail)) evidence.gbCommon++;
      if (trail < 0x80 && i !== behindPair && !(bytes[i + 2]! > 0x80)) evidence.lonePairs++;
      else if (isBig5Common(lead, trail)) evidence.big5Common++;
      i += 2;
      behindPair = i;
    } else if (lead > 0x80 && lead < 0xff && trail >= 0x30 && trail <= 0x39) {
      i += 4;
    } else {
      evidence.strays++;
      i++;
    }
  }
}

function isGbCommon(lead: number, trail: number): boolean {
  const isHanzi = lead >= 0xb0 && lead <= 0xd7;
  const isPunctuation = lead === 0xa1 || lead === 0xa3;
  return trail >= 0xa1 && (isHanzi || isPunctuation);
}

/** Punctuation and wide letters are at 0xA1 to 0xA3, the Hanzi of the first level at 0xA440 to 0xC67E. */
function isBig5Common(lead: number, trail: number): boolean {
  return lead >= 0xa1 && (lead < 0xc6 || (lead === 0xc6 && trail < 0x80)) && (trail < 0x80 || trail >= 0xa1);
}
