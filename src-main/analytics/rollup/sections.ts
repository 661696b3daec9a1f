/**
 * A blob of a rollup row: sections of cells, each with its length, so that a reader decodes only what it is asked for.
 * A blob tells its own end: blobs put one behind another are read like one.
 *
 * Layout, version 1: version byte, number of sections, the length of each as 4 bytes little endian, the sections.
 */
import { corrupt } from './cell-codec.ts';
import type { CellSums } from './cell-sums.ts';

const VERSION = 1;

/** Makes an encoder of blobs; what it gives is valid until it is called again. */
export function createSectionEncoder(): (sections: readonly CellSums[]) => Uint8Array {
  let bytes = new Uint8Array(1024);
  return (sections) => {
    let bound = 2;
    for (const section of sections) bound += 4 + section.encodedBound;
    if (bytes.length < bound) bytes = new Uint8Array(bound * 2);
    bytes[0] = VERSION;
    bytes[1] = sections.length;
    let at = 2 + 4 * sections.length;
    for (let i = 0; i < sections.length; i++) {
      const end = sections[i]!.encode(bytes, at);
      const length = end - at;
      const header = 2 + 4 * i;
      bytes[header] = length;
      bytes[header + 1] = length >> 8;
      bytes[header + 2] = length >> 16;
      bytes[header + 3] = length >> 24;
      at = end;
    }
    return bytes.subarray(0, at);
  };
}

/**
 * Adds a section of every blob in `bytes` to `sums`; a blob without it adds nothing.
 * @throws AppError DATABASE_CORRUPT when the bytes are not of a known version or end too early.
 */
export function addSection(bytes: Uint8Array, section: number, sums: CellSums, sign: 1 | -1 = 1): void {
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== VERSION) throw corrupt();
    const count = bytes[at + 1]!;
    let begin = at + 2 + 4 * count;
    for (let i = 0; i < count; i++) {
      const header = at + 2 + 4 * i;
      const length =
        bytes[header]! | (bytes[header + 1]! << 8) | (bytes[header + 2]! << 16) | (bytes[header + 3]! << 24);
      const end = begin + length;
      if (!(length >= 0 && end <= bytes.length)) throw corrupt();
      if (i === section && length > 0) sums.addCells(bytes, begin, end, sign);
      begin = end;
    }
    at = begin;
    if (!(at <= bytes.length)) throw corrupt();
  }
}
