/** Zips made by hand, so that a test can make one that no library would write. */
import { crc32, deflateRawSync } from 'node:zlib';

/** Content that is deflated already, and what its headers are to say about it. */
export interface PackedContent {
  readonly deflated: Buffer;
  readonly inflatedBytes: number;
}

export type ZipContent = string | Buffer | PackedContent;

/** `zip64` writes the sizes and places the way archives above 4 GB do. */
export function makeZip(entries: Readonly<Record<string, ZipContent>>, { zip64 = false } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const { deflated, inflatedBytes, crc } = pack(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(deflated.length, 18);
    local.writeUInt32LE(inflatedBytes, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    locals.push(local, Buffer.from(name), deflated);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(zip64 ? 0xffffffff : deflated.length, 20);
    central.writeUInt32LE(zip64 ? 0xffffffff : inflatedBytes, 24);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt16LE(zip64 ? 28 : 0, 30);
    central.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);
    centrals.push(
      central,
      Buffer.from(name),
      zip64 ? sizes64(inflatedBytes, deflated.length, offset) : Buffer.alloc(0),
    );
    offset += local.length + Buffer.byteLength(name) + deflated.length;
  }
  const directory = Buffer.concat(centrals);
  const count = Object.keys(entries).length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : count, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : directory.length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  return Buffer.concat([...locals, directory, zip64 ? end64(count, directory.length, offset) : Buffer.alloc(0), end]);
}

function pack(content: ZipContent): PackedContent & { crc: number } {
  if (typeof content === 'object' && 'deflated' in content) return { ...content, crc: 0 };
  const bytes = Buffer.from(content);
  return { deflated: deflateRawSync(bytes), inflatedBytes: bytes.length, crc: crc32(bytes) };
}

function sizes64(inflated: number, deflated: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  [inflated, deflated, offset].forEach((value, i) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
  });
  return extra;
}

function end64(count: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  [count, count, bytes, offset].forEach((value, i) => {
    record.writeBigUInt64LE(BigInt(value), 24 + 8 * i);
  });
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + bytes), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
