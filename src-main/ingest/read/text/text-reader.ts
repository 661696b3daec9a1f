/** Reads a delimited text file from its first byte to its last in a buffer whose size does not depend on the file. */
import type { Delimiter, Encoding } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { RecordBlock } from '../../record-block.ts';
import { type ByteInput, fileInput, inflateInput, readUpTo } from '../byte-input.ts';
import { CHUNK_BYTES } from '../limits.ts';
import type { SourceFile } from '../source-file.ts';
import { assertPlausible } from './check-encoding.ts';
import { CsvScanner } from './csv-scanner.ts';
import { createDamage, transcodedInput, utf8Input } from './transcode.ts';

export interface TextOptions {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly signal?: AbortSignal | undefined;
  /** For tests: the most bytes that are read at once. */
  readonly chunkBytes?: number | undefined;
}

/** Enough to hold the encoding against what is there. */
const JUDGED_BYTES = 64 * 1024;
/** Long enough for a byte order mark and a `sep=;` line. */
const PREAMBLE_BYTES = 16;

/** The records of a text file, gunzipped first where the content is gzip. Throws as `openRecords` says. */
export async function* readText(
  source: SourceFile,
  options: TextOptions,
): AsyncGenerator<RecordBlock, void, undefined> {
  const { encoding, delimiter, signal, chunkBytes = CHUNK_BYTES } = options;
  const input = await textInput(source, encoding, chunkBytes);
  const scanner = new CsvScanner(delimiter, chunkBytes);
  try {
    let last = false;
    const fill = async (): Promise<void> => {
      const room = scanner.makeRoom();
      const read = await input.pull(scanner.bytes, scanner.length, room);
      last = read === 0;
      scanner.length += read;
    };
    while (scanner.length < PREAMBLE_BYTES && !last) await fill();
    scanner.skip(preambleBytes(scanner.bytes.subarray(0, scanner.length)));
    for (;;) {
      const full = scanner.scan(last);
      if (scanner.records > 0) yield blockOf(scanner, input, source);
      if (signal?.aborted) throw new AppError('CANCELLED');
      if (full) scanner.makeRoom();
      else if (last) break;
      else await fill();
    }
  } finally {
    input.close();
  }
}

/** The file's bytes as UTF-8. */
async function textInput(source: SourceFile, encoding: Encoding, chunkBytes: number): Promise<ByteInput> {
  const gzipped = await isGzip(source);
  const open = (): ByteInput => {
    const plain = fileInput(source, 0, Number.MAX_SAFE_INTEGER, chunkBytes);
    return gzipped ? inflateInput(plain, 'gzip') : plain;
  };
  const beginning = open();
  try {
    assertPlausible(await readUpTo(beginning, JUDGED_BYTES), encoding);
  } finally {
    beginning.close();
  }
  const damage = createDamage(encoding);
  return encoding === 'utf-8' ? utf8Input(open(), damage) : transcodedInput(open(), encoding, damage, chunkBytes);
}

/** Whether the content begins as gzip does, whatever the name says. */
export async function isGzip(source: SourceFile): Promise<boolean> {
  const magic = new Uint8Array(3);
  const read = await source.read(magic, 0, 3, 0);
  return read === 3 && magic[0] === 0x1f && magic[1] === 0x8b && magic[2] === 0x08;
}

/** Bytes in front of the first record: a byte order mark, and the `sep=;` line that Excel writes and hides. */
export function preambleBytes(head: Uint8Array): number {
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const line = /^("?)sep=[^\r\n]\1(?=[\r\n])/i.exec(Buffer.from(head.subarray(mark, mark + 12)).toString('latin1'));
  return mark + (line?.[0].length ?? 0);
}

function blockOf(scanner: CsvScanner, input: ByteInput, source: SourceFile): RecordBlock {
  const { bytes, starts, ends, offsets, records, firstRecord } = scanner;
  return {
    bytes,
    starts,
    ends,
    offsets,
    records,
    firstRecord,
    sourceBytes: Math.min(input.consumed(), source.stamp.bytes),
  };
}
