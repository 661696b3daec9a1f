/** A zip is only ever looked into, never unpacked: entries are found through the central directory and read as streams. */
import { AppError } from '#shared/domain/app-error.ts';
import { type ByteInput, fileInput, inflateInput } from '../byte-input.ts';
import { LIMITS } from '../limits.ts';
import type { SourceFile } from '../source-file.ts';

// Signatures and layouts: PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16.
const END = 0x06054b50;
const END_64_LOCATOR = 0x07064b50;
const END_64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
/** 10,000 entries with names of 1.6 kB. */
const MAX_DIRECTORY = 16 << 20;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly compressedBytes: number;
  readonly inflatedBytes: number;
  readonly headerAt: number;
}

export type ZipDirectory = ReadonlyMap<string, ZipEntry>;

/** The entries by name (`/`-separated, lower case). Throws FILE_DAMAGED, FILE_TOO_COMPRESSED, FILE_FORMAT_UNKNOWN. */
export async function readZipDirectory(source: SourceFile): Promise<ZipDirectory> {
  const { entries, offset, bytes } = await findDirectory(source);
  if (entries > LIMITS.zipEntries) throw new AppError('FILE_FORMAT_UNKNOWN');
  if (bytes > MAX_DIRECTORY || offset + bytes > source.stamp.bytes) throw new AppError('FILE_DAMAGED');
  const directory = await readExactly(source, offset, bytes);
  const found = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < entries; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw new AppError('FILE_DAMAGED');
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const next = at + 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw new AppError('FILE_DAMAGED');
    const entry = centralEntry(directory.subarray(at, next), nameBytes, extraBytes);
    if (
      entry.inflatedBytes > LIMITS.inflateFreeBytes &&
      entry.inflatedBytes > entry.compressedBytes * LIMITS.inflateRatio
    ) {
      throw new AppError('FILE_TOO_COMPRESSED');
    }
    found.set(entry.name, entry);
    at = next;
  }
  return found;
}

/** The content of an entry. Throws FILE_DAMAGED, FILE_ENCRYPTED; while pulled also FILE_TOO_COMPRESSED. */
export async function openEntry(source: SourceFile, entry: ZipEntry, maxBytes?: number): Promise<ByteInput> {
  if (entry.encrypted) throw new AppError('FILE_ENCRYPTED');
  const header = await readExactly(source, entry.headerAt, 30);
  if (header.readUInt32LE(0) !== LOCAL) throw new AppError('FILE_DAMAGED');
  const from = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const to = from + entry.compressedBytes;
  if (to > source.stamp.bytes) throw new AppError('FILE_DAMAGED');
  const stored = fileInput(source, from, to);
  if (entry.method === 0) return stored;
  if (entry.method === 8) return inflateInput(stored, 'raw', maxBytes);
  throw new AppError('FILE_FORMAT_UNKNOWN');
}

/** The whole content of a small entry as text. Throws FILE_DAMAGED when it has more than `maxBytes`. */
export async function readEntryText(source: SourceFile, entry: ZipEntry, maxBytes = 16 << 20): Promise<string> {
  if (entry.inflatedBytes > maxBytes) throw new AppError('FILE_DAMAGED');
  const input = await openEntry(source, entry, maxBytes);
  const chunks: Buffer[] = [];
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const read = await input.pull(chunk, 0, chunk.length);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    input.close();
  }
  const bytes = Buffer.concat(chunks);
  // XML may be UTF-16; every other encoding is unheard of inside a workbook.
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes);
}

async function findDirectory(source: SourceFile): Promise<{ entries: number; offset: number; bytes: number }> {
  const tailBytes = Math.min(source.stamp.bytes, END_BYTES + MAX_COMMENT);
  const tailAt = source.stamp.bytes - tailBytes;
  const tail = await readExactly(source, tailAt, tailBytes);
  let at = tailBytes - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw new AppError('FILE_DAMAGED');
  const locator = at - 20;
  if (locator >= 0 && tail.readUInt32LE(locator) === END_64_LOCATOR) {
    const end64 = await readExactly(source, safe(tail.readBigUInt64LE(locator + 8)), 56);
    if (end64.readUInt32LE(0) !== END_64) throw new AppError('FILE_DAMAGED');
    const [entries, bytes, offset] = [32, 40, 48].map((field) => safe(end64.readBigUInt64LE(field)));
    return { entries: entries!, bytes: bytes!, offset: offset! };
  }
  return { entries: tail.readUInt16LE(at + 10), bytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
}

function centralEntry(record: Buffer, nameBytes: number, extraBytes: number): ZipEntry {
  let compressedBytes = record.readUInt32LE(20);
  let inflatedBytes = record.readUInt32LE(24);
  let headerAt = record.readUInt32LE(42);
  const extra = record.subarray(46 + nameBytes, 46 + nameBytes + extraBytes);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    // Zip64: only the fields that are full of ones above stand here, in this order.
    let field = at + 4;
    const next = (): number => {
      if (field + 8 > extra.length) throw new AppError('FILE_DAMAGED');
      field += 8;
      return safe(extra.readBigUInt64LE(field - 8));
    };
    if (inflatedBytes === 0xffffffff) inflatedBytes = next();
    if (compressedBytes === 0xffffffff) compressedBytes = next();
    if (headerAt === 0xffffffff) headerAt = next();
    break;
  }
  return {
    // Some writers use backslashes; names in a workbook are compared without regard to case (ECMA-376 part 2).
    name: record
      .toString('utf8', 46, 46 + nameBytes)
      .replaceAll('\\', '/')
      .replace(/^\//, '')
      .toLowerCase(),
    method: record.readUInt16LE(10),
    encrypted: (record.readUInt16LE(8) & 1) === 1,
    compressedBytes,
    inflatedBytes,
    headerAt,
  };
}

async function readExactly(source: SourceFile, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const read = await source.read(bytes, filled, length - filled, position + filled);
    if (read === 0) throw new AppError('FILE_DAMAGED');
    filled += read;
  }
  return bytes;
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new AppError('FILE_DAMAGED');
  return Number(value);
}
