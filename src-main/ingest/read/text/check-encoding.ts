/** An encoding chosen by hand is held against the bytes: mojibake that decodes without an error is still refused. */
import type { Encoding } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { hanziShares, noEvidence, statedEncoding, weigh } from './detect-encoding.ts';

/** So many multi-byte sequences without one mistake are not there by chance. */
const UTF8_PROOF = 6;
/** So many double bytes say whether they are Chinese. */
const PAIRS_PROOF = 20;
/** Shares of double bytes that are common Hanzi. In the wrong one of two Chinese encodings about half of them look like it. */
const HARDLY = 0.1;
const MOSTLY = 0.8;
const SURELY = 0.9;

/** Throws FILE_ENCODING_WRONG when the beginning of the file contradicts the encoding; where it is open, it passes. */
export function assertPlausible(head: Uint8Array, encoding: Encoding): void {
  if (contradicts(head, encoding)) throw new AppError('FILE_ENCODING_WRONG', { details: { encoding } });
}

function contradicts(head: Uint8Array, encoding: Encoding): boolean {
  const stated = statedEncoding(head);
  if (stated !== null) return stated !== encoding;
  // A table in UTF-16 has delimiters and newlines, and those have a zero byte.
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return head.length > 0 && !head.includes(0);
  // Its errors are counted while reading.
  if (encoding === 'utf-8') return false;
  const evidence = weighed(head);
  if (evidence.utf8Errors === 0) return evidence.utf8Characters >= UTF8_PROOF;
  if (evidence.pairs + evidence.strays < PAIRS_PROOF) return false;
  const shares = hanziShares(evidence);
  if (encoding === 'windows-1252') return Math.max(shares.gb18030, shares.big5) > SURELY;
  const own = shares[encoding];
  const other = shares[encoding === 'big5' ? 'gb18030' : 'big5'];
  return own < HARDLY || (own < MOSTLY && other > SURELY);
}

function weighed(head: Uint8Array) {
  const evidence = noEvidence();
  weigh(evidence, head);
  return evidence;
}
