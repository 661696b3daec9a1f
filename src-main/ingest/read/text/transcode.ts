/** Whatever a text file is written in, what leaves here is UTF-8, and every place that could not be read is counted. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ByteInput } from '../byte-input.ts';
import { CHUNK_BYTES } from '../limits.ts';
import { countForeign, incompleteTail, repairUtf8 } from './utf8.ts';

/** Fewer bad places than this say nothing about the encoding until the file has ended. */
const BAD_ENOUGH = 16;
/** One bad place in twenty non-ASCII characters is a wrong encoding; less is a file with a scratch. */
const BAD_SHARE = 0.05;
/** A clean, non-ASCII chunk counts as this many good characters: counting them all would cost as much as parsing. */
const CLEAN_CHUNK_CHARACTERS = 1_000;

/** Weighs bad places against good characters. */
export interface Damage {
  readonly bad: number;
  add(bad: number, good: number): void;
  /** Throws FILE_ENCODING_WRONG when more than a trace is bad. */
  judge(atEnd: boolean): void;
}

export function createDamage(encoding: Encoding): Damage {
  let bad = 0;
  let good = 0;
  return {
    get bad() {
      return bad;
    },
    add: (moreBad, moreGood) => {
      bad += moreBad;
      good += moreGood;
    },
    judge: (atEnd) => {
      if ((atEnd ? bad > 0 : bad >= BAD_ENOUGH) && bad > (bad + good) * BAD_SHARE) {
        throw new AppError('FILE_ENCODING_WRONG', { details: { encoding } });
      }
    },
  };
}

/**
 * Passes UTF-8 through; bytes that are none become `?`, one for one. A character that is cut by the end of a pull is held
 * back for the next, so whoever pulls only ever sees whole characters.
 */
export function utf8Input(input: ByteInput, damage: Damage): ByteInput {
  const held = new Uint8Array(4);
  let heldBytes = 0;
  let ended = false;
  return {
    ...input,
    pull: async (target, at, end) => {
      while (!ended) {
        target.set(held.subarray(0, heldBytes), at);
        const read = await input.pull(target, at + heldBytes, end);
        ended = read === 0;
        let filled = at + heldBytes + read;
        heldBytes = ended ? 0 : incompleteTail(target, at, filled);
        filled -= heldBytes;
        for (let i = 0; i < heldBytes; i++) held[i] = target[filled + i]!;
        const part = target.subarray(at, filled);
        if (!isUtf8(part)) {
          const bad = repairUtf8(part);
          damage.add(bad, countForeign(part));
        } else if (!isAscii(part)) {
          damage.add(0, CLEAN_CHUNK_CHARACTERS);
        }
        damage.judge(ended);
        if (part.length > 0) return part.length;
      }
      return 0;
    },
  };
}

/** Turns any other encoding into UTF-8, a chunk at a time. */
export function transcodedInput(
  input: ByteInput,
  encoding: Exclude<Encoding, 'utf-8'>,
  damage: Damage,
  chunkBytes: number = CHUNK_BYTES,
): ByteInput {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const raw = new Uint8Array(Math.max(4, chunkBytes >> 1));
  let rest: Uint8Array = new Uint8Array(0);
  let ended = false;
  return {
    ...input,
    pull: async (target, at, end) => {
      while (rest.length === 0 && !ended) {
        const read = await input.pull(raw, 0, raw.length);
        ended = read === 0;
        const text = decoder.decode(raw.subarray(0, read), { stream: !ended });
        const bad = countBad(text, encoding);
        rest = Buffer.from(text, 'utf8');
        if (bad > 0) damage.add(bad, countForeign(rest) - bad);
        else if (!isAscii(rest)) damage.add(0, countForeign(rest));
        damage.judge(ended);
      }
      const length = Math.min(rest.length, end - at);
      target.set(rest.subarray(0, length), at);
      rest = rest.subarray(length);
      return length;
    },
  };
}

/** Places that the decoder could make nothing of; in windows-1252 those are the five bytes that it does not define. */
function countBad(text: string, encoding: Encoding): number {
  const pattern = encoding === 'windows-1252' ? /[\u0081\u008d\u008f\u0090\u009d\ufffd]/g : /\ufffd/g;
  return text.match(pattern)?.length ?? 0;
}
