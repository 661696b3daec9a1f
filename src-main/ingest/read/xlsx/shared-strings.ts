/** The strings of a workbook, kept as one run of UTF-8 with ends: a million of them cost their bytes, not a million objects. */
import { AppError } from '#shared/domain/app-error.ts';
import type { ByteInput } from '../byte-input.ts';
import { LIMITS } from '../limits.ts';
import { collectText } from './string-item.ts';
import { XmlWindow } from './xml-window.ts';

export interface SharedStrings {
  readonly count: number;
  readonly bytes: Uint8Array;
  /** String `i` is `bytes[ends[i - 1]..ends[i])`, the first begins at 0. */
  readonly ends: Uint32Array;
}

export const NO_SHARED_STRINGS: SharedStrings = { count: 0, bytes: new Uint8Array(0), ends: new Uint32Array(0) };

/** Throws FILE_DAMAGED, and FILE_TOO_LARGE for strings that would not fit into memory. */
export async function readSharedStrings(input: ByteInput): Promise<SharedStrings> {
  const window = new XmlWindow(input, 512 * 1024);
  await window.open('sst');
  const open = `<${window.prefix}si`;
  const close = `</${window.prefix}si>`;
  let bytes = new Uint8Array(256 * 1024);
  let ends = new Uint32Array(16 * 1024);
  let used = 0;
  let count = 0;
  let at = 0;
  for (;;) {
    const start = within(window, window.bytes.indexOf(open, at));
    const tagEnd = start < 0 ? -1 : within(window, window.bytes.indexOf('>', start));
    const empty = tagEnd >= 0 && window.bytes[tagEnd - 1] === 0x2f;
    const stop = tagEnd < 0 || empty ? tagEnd : within(window, window.bytes.indexOf(close, tagEnd));
    if (stop < 0) {
      if (window.ended) {
        // Cut short: an item is open, or the list was never closed.
        if (start >= 0 || within(window, window.bytes.indexOf(`</${window.prefix}sst>`, at)) < 0) {
          if (count > 0 || start >= 0) throw new AppError('FILE_DAMAGED');
        }
        break;
      }
      await window.more(start < 0 ? Math.max(at, window.length - open.length) : start);
      at = 0;
      continue;
    }
    const room = used + stop - start;
    if (room > LIMITS.sharedStringBytes) throw new AppError('FILE_TOO_LARGE');
    if (room > bytes.length) bytes = grown(bytes, Math.max(room, bytes.length * 2));
    if (count === ends.length) ends = grown(ends, ends.length * 2);
    if (!empty) used = collectText(window.bytes, tagEnd + 1, stop, window.prefix.length, bytes, used);
    ends[count++] = used;
    at = stop + 1;
  }
  return { count, bytes, ends };
}

function within(window: XmlWindow, at: number): number {
  return at < window.length ? at : -1;
}

function grown<T extends Uint8Array | Uint32Array>(old: T, length: number): T {
  const larger = new (old.constructor as new (length: number) => T)(length);
  larger.set(old);
  return larger;
}
